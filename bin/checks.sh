# shellcheck shell=sh
# What must be on the machine before anything is set up: one line and its remedy each. Sourced by ./graft.
# shellcheck disable=SC2154  # root, venv: set by ./graft and bin/environment.sh

need_java() {
    # the kernel's launcher takes java from PATH and looks at nothing else
    java_folder=''
    if ! command -v java >/dev/null 2>&1 && [ -n "${JAVA_HOME:-}" ] && [ -x "$JAVA_HOME/bin/java" ]; then
        java_folder=$JAVA_HOME/bin
        PATH=$java_folder:$PATH && export PATH
    fi
    command -v java >/dev/null 2>&1 || fail 'java is missing: install a JDK, 17 or newer, and put its bin folder on PATH'
    version=$(java -version 2>&1 | sed -n 's/.* version "\([0-9][0-9]*\)\(\.\([0-9]*\)\)\{0,1\}.*/\1 \3/p' | head -n 1)
    major=${version%% *}
    [ "$major" != 1 ] || major=${version##* }
    [ "${major:-0}" -ge 17 ] || fail "java is version ${major:-unknown}: install a JDK, 17 or newer, and put it first on PATH"
    modules=$(java --list-modules 2>/dev/null || true)
    for module in jdk.jshell jdk.compiler; do
        case $modules in
            *"$module"*) ;;
            *) fail "this java has no module $module: it is a runtime only; install a full JDK, 17 or newer" ;;
        esac
    done
}

# sets base_python to the first python that will do
need_python() {
    base_python=''
    found=''
    for candidate in python3 python3.13 python3.12 python3.11 python3.10 python; do
        command -v "$candidate" >/dev/null 2>&1 || continue
        found=$("$candidate" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue
        "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 10))' 2>/dev/null || continue
        base_python=$candidate
        break
    done
    if [ -z "$base_python" ]; then
        [ -n "$found" ] || fail 'python3 is missing: install Python 3.10 or newer'
        fail "python is version $found: install Python 3.10 or newer"
    fi
    "$base_python" -c 'import venv, ensurepip' 2>/dev/null ||
        fail "$base_python has no module venv: install it (on Debian and Ubuntu: apt-get install python3-venv)"
}

need_maven() {
    command -v mvn >/dev/null 2>&1 || fail 'mvn is missing: install Maven 3.6.3 or newer and put it on PATH'
}

# mebibytes free in the nearest folder that exists
free_space() {
    folder=$1
    while [ ! -d "$folder" ]; do folder=$(dirname "$folder"); done
    df -Pk "$folder" 2>/dev/null | awk 'NR == 2 { print int($4 / 1024) }'
}

need_space() {
    free=$(free_space "$2")
    [ "${free:-$1}" -ge "$1" ] || fail "no disk space: $free MB free in $2, $1 MB needed; free some or $3"
}

need_room() {
    [ -d "$venv" ] || need_space 1000 "$venv" 'point GRAFT_VENV to another disk'
    need_space 1000 "${GRAFT_HOME:-${XDG_CACHE_HOME:-$HOME/.cache}/graft}" 'point GRAFT_HOME to another disk'
}

need_network() {
    if offline && ! { packages_are_current && library_is_current; }; then
        fail 'GRAFT_OFFLINE is set and Graft is not set up: unset it for one ./graft setup with a network'
    fi
}

# one line out of an installer's log: says network where it was the network, else its last error
blame() {
    if grep -qiE 'could not transfer|unknownhost|unknown host|name resolution|name or service not known|connection (refused|timed out|reset)|newconnectionerror|unreachable|no matching distribution|in offline mode' "$2"; then
        fail "no network: $1 could not be downloaded; connect once, later runs need none ($(last_error "$2"))"
    fi
    ! grep -qi 'no space left' "$2" || fail "no disk space while installing $1: free some"
    fail "$1 could not be installed: $(last_error "$2")"
}

last_error() { grep -E 'ERROR' "$1" | head -n 1 | cut -c 1-240; }
