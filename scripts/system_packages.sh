#!/usr/bin/env bash
# Installs the system's libraries and programs that are missing, or says how to.
#
# usage: scripts/system_packages.sh book|test
#   book: what building a book needs; test: what the tests need besides.
#   PYTHON names the Python that the virtual environment is made with (default: python3).
#
# What is missing is found by trying it, not by asking a package manager: silent and quick
# when nothing is. Exit status 1 when something is still missing at the end.
set -u

PYTHON=${PYTHON:-python3}

# What there is to need ---------------------------------------------------------------

needs() {
    case $1 in
        book) echo 'venv pango' ;;
        test) echo 'jdk chromium qpdf poppler ghostscript' ;;
        *)
            echo 'usage: scripts/system_packages.sh book|test' >&2
            exit 2
            ;;
    esac
}

# usage: has NEED. Succeeds if it is there and works.
has() {
    case $1 in
        venv) "$PYTHON" -c 'import ensurepip, venv' 2>/dev/null ;;
        pango) has_pango ;;
        jdk) javac -version >/dev/null 2>&1 ;;
        chromium) has_chromium ;;
        qpdf) command -v qpdf >/dev/null ;;
        ghostscript) command -v gs >/dev/null ;;
        poppler) command -v pdftotext >/dev/null && command -v pdftoppm >/dev/null ;;
    esac
}

# The libraries that WeasyPrint and Diglot load, under the names of Linux and of macOS.
has_pango() {
    "$PYTHON" - "${BREW_PREFIX:-}" 2>/dev/null <<'PYTHON'
import ctypes
import sys

LIBRARIES = (
    ("libpango-1.0.so.0", "libpango-1.0.0.dylib"),
    ("libpangoft2-1.0.so.0", "libpangoft2-1.0.0.dylib"),
    ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib"),
    ("libfribidi.so.0", "libfribidi.0.dylib"),
)
folder = sys.argv[1] and f"{sys.argv[1]}/lib/"
for linux, mac in LIBRARIES:
    ctypes.CDLL(folder + mac if sys.platform == "darwin" else linux)
PYTHON
}

# On Ubuntu `chromium-browser` may be a stand-in that only says "install the snap".
has_chromium() {
    local name
    for name in chromium chromium-browser google-chrome \
        '/Applications/Chromium.app/Contents/MacOS/Chromium' \
        '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'; do
        "$name" --version >/dev/null 2>&1 && return 0
    done
    return 1
}

# How each system names it ------------------------------------------------------------

manager() {
    local name
    if [ "$(uname -s)" = Darwin ]; then
        set -- brew
    else
        set -- apt-get dnf pacman
    fi
    for name in "$@"; do
        command -v "$name" >/dev/null && echo "$name" && return
    done
    echo none
}

# usage: package MANAGER NEED
package() {
    case $1:$2 in
        apt-get:venv) debian_venv ;;
        apt-get:pango)
            echo 'libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 libfribidi0'
            ;;
        apt-get:jdk) echo default-jdk-headless ;;
        apt-get:chromium) is_ubuntu && echo chromium-browser || echo chromium ;;
        apt-get:poppler | dnf:poppler) echo poppler-utils ;;
        brew:venv) echo python ;;
        brew:pango) echo pango ;;
        brew:jdk) echo openjdk ;;
        brew:chromium) echo google-chrome ;;
        dnf:venv | pacman:venv) echo python3 ;;
        dnf:pango | pacman:pango) echo pango fribidi harfbuzz ;;
        dnf:jdk) echo java-latest-openjdk-devel ;;
        pacman:jdk) echo jdk-openjdk ;;
        *) echo "$2" ;;
    esac
}

# Debian keeps the part of Python that makes virtual environments in a package of its own,
# one for each version of Python.
debian_venv() {
    "$PYTHON" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])' 2>/dev/null ||
        echo python3-venv
}

is_ubuntu() {
    grep -qs '^ID=ubuntu' /etc/os-release
}

# usage: command_line MANAGER PACKAGES. Prints what a person would type.
command_line() {
    case $1 in
        apt-get) echo "sudo apt-get update && sudo apt-get install --yes $2" ;;
        brew) echo "brew install $2" ;;
        dnf) echo "sudo dnf install $2" ;;
        pacman) echo "sudo pacman -S $2" ;;
    esac
}

# Installing --------------------------------------------------------------------------

# usage: install_with MANAGER PACKAGES
install_with() {
    local root=''
    case $1 in
        apt-get)
            [ "$(id -u)" = 0 ] || root=$(root_command) || return 1
            # One package list that cannot be fetched need not matter: the next line decides.
            # shellcheck disable=SC2086  # words on purpose
            $root env DEBIAN_FRONTEND=noninteractive apt-get update -qq
            # shellcheck disable=SC2086
            $root env DEBIAN_FRONTEND=noninteractive apt-get install --yes -qq \
                --no-install-recommends -o DPkg::Lock::Timeout=120 $2
            ;;
        brew)
            # shellcheck disable=SC2086
            brew install --quiet $2
            ;;
        *) return 1 ;;
    esac
}

# Prints the command that makes root of us: sudo, where it asks nothing or somebody can answer.
root_command() {
    command -v sudo >/dev/null || return 1
    if sudo -n true 2>/dev/null || [ -t 0 ]; then
        echo sudo
    else
        return 1
    fi
}

# usage: missing NEED…. Prints those that are not there.
missing() {
    local need
    for need in "$@"; do
        has "$need" || printf '%s ' "$need"
    done
}

# usage: packages_for MANAGER NEED…
packages_for() {
    local need with=$1
    shift
    for need in "$@"; do
        package "$with" "$need"
    done | tr '\n' ' '
}

main() {
    local wanted lacking packages with
    wanted=$(needs "${1:-}") || exit 2
    with=$(manager)
    if [ "$with" = brew ]; then
        BREW_PREFIX=$(brew --prefix)
    fi
    # shellcheck disable=SC2086
    lacking=$(missing $wanted)
    [ -n "$lacking" ] || exit 0

    # shellcheck disable=SC2086
    packages=$(packages_for "$with" $lacking)
    echo "The system lacks $lacking(packages: ${packages% })" >&2
    install_with "$with" "$packages" >&2
    # shellcheck disable=SC2086
    lacking=$(missing $lacking)
    [ -n "$lacking" ] || exit 0

    # shellcheck disable=SC2086
    packages=$(packages_for "$with" $lacking)
    {
        echo "Still missing: $lacking"
        if [ "$with" = none ]; then
            echo 'Install it with the package manager of your system, then run make again.'
        else
            echo 'Type this, then run make again:'
            echo "  $(command_line "$with" "${packages% }")"
        fi
        case $lacking in
            *chromium*)
                is_ubuntu && echo 'On Ubuntu, where Chromium is a snap, Google Chrome will do.'
                ;;
        esac
    } >&2
    exit 1
}

main "$@"
