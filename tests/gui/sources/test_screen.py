"""Shops and files by real keys and clicks: shops, addresses, preview, import, stop, report."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication

from tests.gui.entries.orders import OrderWorld, hosted, order_session, picture_world
from tests.gui.sources.exports import HOSTILE, Importer, broken, report
from workbench.base.errors import KnownError
from workbench.base.texts import text
from workbench.domain.kinds import Platform, ShopKind
from workbench.services.workbench import SyncReport
from workbench.ui.session import Session
from workbench.ui.sources import importing
from workbench.ui.sources.first_start import FirstStart
from workbench.ui.sources.screen import SourcesScreen

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

CONTROL = Qt.KeyboardModifier.ControlModifier


class Room:
    """A shown screen on five shops, the fifth lives from files."""

    def __init__(self, qtbot: QtBot, world: OrderWorld, session: Session, folder: Path) -> None:
        self.bot, self.world, self.session, self.folder = qtbot, world, session, folder
        self.importer = Importer()
        world.importer = self.importer
        self.told: list[str] = []
        session.told.connect(lambda words, _kind: self.told.append(words))
        self.screen = SourcesScreen(session)
        self.host = hosted(qtbot, self.screen, 1376, 824)
        self.view, self.page = self.screen.view, self.screen.view.page
        self.panel, self.flow = self.view.panel, self.view.panel.flow
        self.wait(lambda: self.view.list.rows.rowCount() > 0)

    def wait(self, done: Callable[[], bool]) -> None:
        """Until it is so."""
        self.bot.waitUntil(done, timeout=5_000)

    def file(self, name: str = "退款.csv") -> Path:
        """A file that is there."""
        path = self.folder / name
        path.write_text("x", "utf-8")
        return path

    def state(self, name: str) -> None:
        """Wait until the import stands there."""
        self.wait(lambda: self.flow.state == name)


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    world = picture_world()
    session = order_session(world, tmp_path)
    made = Room(qtbot, world, session, tmp_path)
    yield made
    made.importer.gate.set()
    made.screen.hide()
    session.operations.close()


def test_old_truth_of_a_file_shop_is_said(room: Room) -> None:
    room.view.list.choose("s5")
    assert room.page.old.isVisible()
    assert "15 小时前" in room.page.old.accessibleName()
    room.view.list.choose("s1")
    assert not room.page.old.isVisible()


def test_sync_reports_unknown_words_and_failures(room: Room) -> None:
    room.world.reports["s1"] = SyncReport(shop="s1", read=38, changed=5, unknown_words=2)
    room.view.list.choose("s1")
    room.view.list.setFocus()
    room.bot.keyClick(room.view.list, Qt.Key.Key_Y)
    room.wait(room.page.last.isVisible)
    assert "2 个不认识的词" in room.page.last.accessibleName()
    room.world.reports["s1"] = SyncReport(
        shop="s1", read=0, changed=0, unknown_words=0, failed=text("<b>login\u202e</b> expired")
    )
    room.page.sync.click()
    room.wait(lambda: "<b>login[U+202E]</b>" in room.page.last.accessibleName())
    assert all(t.startswith("network") for n, t in room.world.calls if n == "sync")


def test_a_shop_is_added_renamed_and_set_to_its_platform(room: Room) -> None:
    room.view.add.click()
    room.view.form.name.setText("岚屿旗舰店")
    room.bot.keyClick(room.view.form.name, Qt.Key.Key_Return)
    assert room.view.form.why.text()  # the name is taken
    room.view.form.name.setText("新店 <b>")
    room.bot.keyClick(room.view.form.name, Qt.Key.Key_Return)
    room.wait(lambda: room.page.title.text() == "新店 <b>")
    made = room.world.shops[-1]
    assert (made.kind, made.platform) == (ShopKind.FILES, Platform.TAOBAO)
    room.page.name.setText("另一个名字")
    assert room.page.keep.isVisible()
    room.bot.keyClick(room.page.name, Qt.Key.Key_Return)
    room.wait(lambda: room.page.title.text() == "另一个名字")
    room.view.list.choose("s5")
    room.page.moved.emit("tmall")
    room.wait(
        lambda: any(
            one.id == "s5" and one.platform is Platform.TMALL and not one.platform_assumed
            for one in room.world.shops
        )
    )


def test_addresses_are_added_changed_and_made_the_default(room: Room) -> None:
    room.view.list.choose("s1")
    book = room.page.book
    book.add.click()
    book.form.save.click()
    assert book.form.name.error()
    book.form.name.setText("小满")
    book.form.text.setText("宁波仓 <i>2</i> 号")
    room.bot.keyClick(book.form.text, Qt.Key.Key_Return, CONTROL)
    room.wait(lambda: len(room.world.books["s1"]) == 2)
    assert not book.form.isVisible()
    added = room.world.books["s1"][-1]
    assert not added.default
    room.wait(lambda: book._find(added.id) is not None)
    book._prefer(added.id)
    room.wait(lambda: [one.name for one in room.world.books["s1"] if one.default] == ["小满"])


def test_escape_in_the_form_keeps_nothing(room: Room) -> None:
    room.view.list.choose("s1")
    book = room.page.book
    book.add.click()
    room.bot.keyClicks(book.form.name, "x")
    room.bot.keyClick(book.form.name, Qt.Key.Key_Escape)
    assert not book.form.isVisible()
    assert len(room.world.books["s1"]) == 1


def test_files_are_previewed_without_changing_anything(room: Room) -> None:
    room.view.list.choose("s5")
    room.screen.take([room.file()])
    room.state(importing.PREVIEW)
    assert room.importer.asked == [(True, "", "s5")]
    thread = str(room.world.imports[0]["thread"])
    assert thread.startswith("network")
    table = room.panel.view.table
    assert table.rows.rowCount() == 6
    assert table.rows.words(3, 2) == "（空）"
    assert table.rows.words(5, 3) == "<b>不是时间</b>"
    assert "1,241" in room.panel.view.go.words()
    assert [figure[3] for figure in room.panel.view.counts.figures()] == ["312", "871", "58", "6"]


def test_ctrl_enter_imports_on_the_writer_and_reports(room: Room) -> None:
    room.screen.take([room.file()])
    room.state(importing.PREVIEW)
    room.bot.keyClick(room.panel.view.go, Qt.Key.Key_Return, CONTROL)
    room.state(importing.DONE)
    assert [dry for dry, _platform, _shop in room.importer.asked] == [True, False]
    assert str(room.world.imports[-1]["thread"]).startswith("writer")
    assert room.panel.view.steps.accessibleName().startswith("3 / 3")


def test_a_second_ctrl_enter_while_importing_does_nothing(room: Room) -> None:
    room.screen.take([room.file()])
    room.state(importing.PREVIEW)
    room.importer.hold = True
    room.importer.halfway.clear()
    room.panel.view.go.click()
    assert room.importer.halfway.wait(5)
    room.panel._go()
    room.flow.start()
    room.screen.take([room.file("other.csv")])
    room.importer.gate.set()
    room.state(importing.DONE)
    assert len(room.importer.asked) == 2


def test_progress_arrives_on_the_ui_thread_and_stop_changes_nothing(room: Room) -> None:
    room.screen.take([room.file()])
    room.state(importing.PREVIEW)
    room.importer.hold = True
    room.importer.halfway.clear()
    moved: list[tuple[int, int]] = []
    room.flow.moved.connect(lambda done, total: moved.append((done, total)))
    room.panel.view.go.click()
    assert room.importer.halfway.wait(5)
    room.wait(lambda: (620, 1248) in moved)
    room.wait(room.panel.view.progress.isVisible)
    room.bot.keyClick(room.panel, Qt.Key.Key_Escape)
    room.importer.gate.set()
    room.state(importing.PREVIEW)
    assert room.flow.stopped
    assert "什么都没改" in room.panel.view.note.accessibleName()


@pytest.mark.parametrize("deaf", [False, True])
def test_a_preview_that_was_overtaken_is_dropped(room: Room, deaf: bool) -> None:
    room.importer.deaf = deaf
    names: list[str] = []
    states: list[str] = []
    room.flow.changed.connect(lambda: names.extend(f.name for f in room.flow.report.files))
    room.flow.changed.connect(lambda: states.append(room.flow.state))
    room.importer.hold = True
    room.screen.take([room.file()])
    assert room.importer.halfway.wait(5)
    room.importer.hold = False
    room.importer.files = [report("two.csv", rejected=0)]
    room.screen.take([room.file("two.csv")])
    room.importer.gate.set()
    room.state(importing.PREVIEW)
    assert [item.name for item in room.flow.report.files] == ["two.csv"]
    assert set(names) == {"two.csv"}
    assert importing.FAILED not in states


def test_another_platform_looks_again(room: Room) -> None:
    room.view.list.choose("s5")
    room.importer.files = [report(assumed=True)]
    room.screen.take([room.file()])
    room.state(importing.PREVIEW)
    assert room.panel.view.note.isVisible()
    target = room.panel.view.target
    target.platform.set_value("tmall")
    target.platform.picked.emit("tmall")
    room.state(importing.PREVIEW)
    room.wait(lambda: room.importer.asked[-1] == (True, "tmall", "s5"))


def test_a_new_shop_is_named_in_the_import(room: Room) -> None:
    room.world.shops = room.world.shops[:4]  # only simulated ones: files need a shop of their own
    room.screen.reload()
    room.wait(lambda: len(room.panel._shops) == 0)
    room.screen.import_files()
    room.panel.view.target.name.setText("真店")
    room.screen.take([room.file()])
    room.state(importing.PREVIEW)
    assert room.importer.asked[-1] == (True, "", "真店")


def test_a_bad_file_stands_beside_a_good_one(room: Room) -> None:
    room.importer.files = [report(), broken(HOSTILE)]
    room.screen.take([room.file(), room.file("b.csv")])
    room.state(importing.PREVIEW)
    rows = room.panel.view.files.rows()
    assert rows[0].name.text().startswith("<img src=x onerror=alert(1)>[U+202E]")
    assert "认不出" in rows[0].facts.text()
    assert room.panel.view.go.isVisible()


def test_only_bad_files_leave_nothing_to_import(room: Room) -> None:
    room.importer.files = [broken(HOSTILE)]
    room.screen.take([room.file()])
    room.state(importing.PREVIEW)
    assert room.panel.view.places.currentWidget() is room.panel.view.problem
    room.panel._go()
    assert all(dry for dry, _platform, _shop in room.importer.asked)


def test_what_cannot_be_read_is_said_and_tried_again(room: Room) -> None:
    room.importer.error = KnownError("usage", text("<u>no</u> shop"))
    room.screen.take([room.file()])
    room.state(importing.FAILED)
    assert "<u>no</u> shop" in room.panel.view.problem.accessibleName()
    room.importer.error = None
    room.panel.view.problem.acted.emit()
    room.state(importing.PREVIEW)


def test_rejected_rows_are_saved_without_formulas(room: Room, tmp_path: Path) -> None:
    room.screen.take([room.file()])
    room.state(importing.PREVIEW)
    target = tmp_path / "拒收.csv"
    room.panel.save(target)
    room.wait(lambda: any("拒收.csv" in words for words in room.told))
    words = target.read_text("utf-8-sig")
    assert "'=HYPERLINK" in words
    assert "'-42.00" in words


def test_a_file_dropped_anywhere_is_previewed_and_a_strange_one_is_not(room: Room) -> None:
    def drop(path: Path) -> None:
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(path))])
        event = QDropEvent(
            QPoint(700, 600), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )  # fmt: skip
        room.screen.dropEvent(event)

    drop(room.file("x.exe"))
    assert room.flow.state == importing.CHOOSE
    assert any("x.exe" in words for words in room.told)
    drop(room.file())
    room.state(importing.PREVIEW)
    assert room.view.importing()


def test_pasted_files_are_previewed(room: Room) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(room.file()))])
    QGuiApplication.clipboard().setMimeData(mime)
    room.view.list.setFocus()
    room.bot.keyClick(room.view.list, Qt.Key.Key_V, CONTROL)
    room.state(importing.PREVIEW)
    QGuiApplication.clipboard().clear()  # what Python put there must not outlive the application


def test_i_goes_to_the_import_and_escape_comes_back(room: Room) -> None:
    room.view.list.setFocus()
    room.bot.keyClick(room.view.list, Qt.Key.Key_I)
    assert room.view.importing()
    room.bot.keyClick(room.panel.view.zone, Qt.Key.Key_Escape)
    assert not room.view.importing()


def test_no_shop_offers_the_import(qtbot: QtBot, tmp_path: Path) -> None:
    world = OrderWorld(0)
    world.shops = []
    session = order_session(world, tmp_path)
    screen = SourcesScreen(session)
    host = hosted(qtbot, screen)
    qtbot.waitUntil(lambda: "还没有店铺" in screen.view.empty.accessibleName(), timeout=5_000)
    screen.view.empty.acted.emit()
    assert screen.view.importing()
    screen.hide()
    host.hide()
    session.operations.close()


def test_language_is_live(room: Room) -> None:
    room.screen.take([room.file()])
    room.state(importing.PREVIEW)
    room.session.apply_settings(room.session.settings.changed(language="en"))
    assert room.panel.view.go.words() == "Import 1,241 rows"
    assert room.view.title.text() == "Shops and files"


def test_the_first_start_by_keys(qtbot: QtBot, tmp_path: Path) -> None:
    session = order_session(OrderWorld(0), tmp_path)
    start = FirstStart(session)
    host = hosted(qtbot, start)
    start.setFocus()
    wanted: list[str] = []
    start.demo_wanted.connect(lambda: wanted.append("demo"))
    start.import_wanted.connect(lambda: wanted.append("import"))
    start.restore_wanted.connect(lambda: wanted.append("restore"))
    for key in (Qt.Key.Key_Return, Qt.Key.Key_2, Qt.Key.Key_1):
        qtbot.keyClick(start, key)
    start.import_button.click()
    start.restore.click()
    assert wanted == ["demo", "import", "demo", "import", "restore"]
    start._set("language", "en")
    assert start.title.text() == "After-sale workbench"
    host.hide()
    session.operations.close()
