# shellcheck shell=sh
# The names in the environment, made absolute, and what makes the engines fast. Sourced by ./graft.
# shellcheck disable=SC2154  # root: set by ./graft

fail() {
    printf 'graft: %s\n' "$1" >&2
    exit 2
}

absolute() {
    case $1 in
        /*) printf '%s' "$1" ;;
        *) printf '%s' "$PWD/$1" ;;
    esac
}

# notebooks run in another folder than the caller's
[ -z "${GRAFT_HOME:-}" ] || { GRAFT_HOME=$(absolute "$GRAFT_HOME") && export GRAFT_HOME; }
if [ -n "${GRAFT_DATA:-}" ]; then
    [ -d "$GRAFT_DATA" ] || fail "GRAFT_DATA is no folder: $GRAFT_DATA"
    GRAFT_DATA=$(cd "$GRAFT_DATA" && pwd -P)
    export GRAFT_DATA
fi
case ${GRAFT_ENGINE:-} in
    '' | MXNet | PyTorch) ;;
    *) fail "GRAFT_ENGINE is \"$GRAFT_ENGINE\", expected MXNet or PyTorch" ;;
esac
# Maven and the kernel read the profile's switch as the one value 1
case ${GRAFT_GPU:-} in
    1 | true) GRAFT_GPU=1 && export GRAFT_GPU ;;
    *) unset GRAFT_GPU ;;
esac
venv=$(absolute "${GRAFT_VENV:-$root/.venv}")
# shellcheck disable=SC2034  # used by the other parts
python=$venv/bin/python

offline() { [ "${GRAFT_OFFLINE:-}" = true ] || [ "${GRAFT_OFFLINE:-}" = 1 ]; }
! offline || export DJL_OFFLINE=true

# JDK 17 takes the charset of file names from the locale: an ASCII one, or one that this machine lacks, loses every é
charset() { locale charmap 2>/dev/null || true; }

mended_locale=''
case $(charset) in
    ANSI_X3.4* | US-ASCII | 646)
        if [ "$(LC_ALL=C.UTF-8 charset)" = UTF-8 ]; then
            mended_locale=C.UTF-8
            LC_ALL=$mended_locale && export LC_ALL
        fi
        ;;
esac

cores() { nproc 2>/dev/null || getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2; }

threads=${OMP_NUM_THREADS:-$(cores)}

# glibc hands every large activation back to the kernel unless told otherwise: 1.5-2 times the speed. It must be set
# before the JVM starts; other C libraries ignore it.
malloc=''
if getconf GNU_LIBC_VERSION >/dev/null 2>&1; then
    malloc=glibc.malloc.hugetlb=1:glibc.malloc.arena_max=1:glibc.malloc.mmap_threshold=4294967296
    malloc=$malloc:glibc.malloc.trim_threshold=8589934592:glibc.malloc.top_pad=268435456
fi
malloc=${GLIBC_TUNABLES:-$malloc}

# MXNet's other engines run ahead of Java: measured, a third fewer images per second in training
mxnet_engine=${MXNET_ENGINE_TYPE:-NaiveEngine}

with_speed() {
    env OPT_OUT_TRACKING=true OMP_NUM_THREADS="$threads" MXNET_ENGINE_TYPE="$mxnet_engine" \
        ${malloc:+"GLIBC_TUNABLES=$malloc"} "$@"
}
