# Sourced by packaging/run and packaging/test: system packages, a private Python, the locked
# libraries, the compiled texts. What a mark in .venv says was done is skipped.
#
# Needs $root. Offers: prepare run|test base [x11] [wayland], $python (the private one), say, die.
# shellcheck shell=sh disable=SC2154

venv=$root/.venv
python=$venv/bin/python
report=$root/.cache/setup.log

say() { printf '%s\n' "$*" >&2; }
die() {
    say "$*"
    exit 1
}

# The first Python that fits: 3.11 is the floor, PySide6 6.11 ends below 3.15.
find_python() {
    for name in ${PYTHON:-} python3.11 python3 python3.12 python3.13 python3.14; do
        if "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 15))' 2>/dev/null; then
            printf '%s\n' "$name"
            return 0
        fi
    done
    return 1
}

# True where sudo works without a password, or may ask the person at this terminal for it.
may_sudo() {
    command -v sudo >/dev/null 2>&1 || return 1
    sudo -n true 2>/dev/null || { [ -t 0 ] && id -nG | grep -qw sudo; }
}

# Install Debian packages, or name them in one line where that takes somebody else's password.
need_packages() {
    if ! command -v apt-get >/dev/null 2>&1; then
        die "Some system packages are missing; install what your system calls: $*"
    elif [ "$(id -u)" = 0 ]; then
        as_root=
    elif may_sudo; then
        as_root=sudo
    else
        die "Some system packages are missing: sudo apt-get install --no-install-recommends $*"
    fi
    say "Installing system packages: $*"
    install="$as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y"
    # The lists of a fresh machine may be empty or old: only then are they fetched.
    $install install --no-install-recommends "$@" >"$report" 2>&1 ||
        { $install update >"$report" 2>&1 && $install install --no-install-recommends "$@" >>"$report" 2>&1; } ||
        die "apt-get could not install $* ($(tail -n 1 "$report")); the whole report is $report."
}

# Everything the machine itself lacks, asked for in one go.
prepare_machine() { # kinds of display
    mark=$venv/.machine-$(printf '%s' "$*" | tr ' ' '-')
    [ ! -e "$mark" ] || return 0
    base=$(find_python) || { need_packages python3 python3-venv && base=$(find_python); } ||
        die "Python 3.11 to 3.14 is needed: install python3, or name one with PYTHON=/path/to/python3."
    missing=$("$base" "$root/packaging/system_libraries.py" "$@") ||
        die "The system libraries could not be examined: see the lines above."
    # shellcheck disable=SC2086 # a list of package names
    [ -z "$missing" ] || need_packages $missing
}

make_environment() {
    base=$(find_python) || die "No Python from 3.11 to 3.14 was found."
    "$base" -m venv --clear "$venv" >"$report" 2>&1 ||
        die "The private environment $venv could not be made ($(tail -n 1 "$report"))."
}

# What the environment was made from: a change of one of these, or a moved folder, makes it anew.
fingerprint() { # run|test
    { printf '%s\n' "$root" && cat "$root/pyproject.toml" "$root/packaging/requirements-$1.txt" "$root/packaging/setup.sh"; } | cksum
}

ready() { # run|test
    [ -x "$python" ] && [ "$(cat "$venv/.ready-$1" 2>/dev/null)" = "$(fingerprint "$1")" ]
}

install_libraries() { # run|test
    # The libraries for the tests are those of the program in the same versions, and some more.
    ready "$1" || { [ "$1" = run ] && ready test; } || {
        say "Preparing the private environment .venv (the first time this takes a minute or two)."
        # One that was made elsewhere, or half, is no good; a good one is only brought up to date.
        "$python" -m pip --version 2>/dev/null | grep -qF "$venv/" || make_environment
        PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore "$python" -m pip install \
            --require-hashes --only-binary :all: --requirement "$root/packaging/requirements-$1.txt" \
            >"$report" 2>&1 ||
            die "The libraries could not be installed ($(grep -i error "$report" | tail -n 1)); the whole report is $report."
        fingerprint "$1" >"$venv/.ready-$1"
    }
}

prepare() { # run|test, then the kinds of display
    libraries=$1
    shift
    mkdir -p "$root/.cache" || die "$root may not be written: copy the checkout to a folder of your own."
    # Two starts at once must not build the same folder.
    if command -v flock >/dev/null 2>&1; then
        exec 9>"$root/.cache/setup.lock"
        flock 9
    fi
    prepare_machine "$@"
    install_libraries "$libraries"
    : >"$mark"
    "$python" "$root/packaging/texts.py" compile ||
        die "The texts in resources/i18n could not be compiled: see the lines above."
    exec 9>&-
}
