# shellcheck shell=sh
# What ./graft bench needs besides the library: its own room, built on demand, and the Python peers. Sourced by ./graft.
# shellcheck disable=SC2154  # root, base_python, python: set by ./graft and the parts sourced before

bench_built=$root/bench/target
peers=$root/target/bench/venv

bench_usage() {
    cat <<'END'
usage: ./graft bench JOB [--help]

  accuracy      the standard recipe on both engines; needs no peers
  shift         photos of another kind: accuracy before and after adaptation; needs no peers
  trust         sets of classes with a promised coverage, and photos of no known kind; needs no peers
  int8          a frozen body in float and in 8 bits: speed, size of file, accuracy; needs no peers
  resume        kill a run at random moments and compare what it becomes; needs no peers
  features      features a second of frozen bodies, alone and from JPEG files
  recipe        the standard recipe: seconds, accuracy, the next experiment, a head alone
  text          sentences: a frozen encoder, a step of all its layers, the recipe; reviews without GRAFT_DATA
  segmentation  a class for every pixel: overlap and seconds; a drawn garden without GRAFT_DATA
  step          training steps: the whole network, and the live slice alone
  growth        seconds, memory and cache of feature extraction as images grow; needs no peers
  start         cold start of a notebook to its first prediction
  serve         the service under wrk: its rate, 20 minutes of load with broken requests, swaps and a kill; needs no peers
  jmh           decoding, augmentation, export and a cache hit in JMH; needs no peers

results: a table, target/bench/JOB.json and pictures beside it; the first run of most jobs downloads the peers
END
}

bench_stamp() {
    (
        cd "$root" || exit
        library_stamp
        find bench/pom.xml bench/src/main -type f -exec cksum {} + | sort -k 3
    ) | cksum
}

set_up_bench() {
    # shellcheck disable=SC2015  # a missing stamp and another one mean the same
    [ -f "$bench_built/.graft" ] && [ "$(cat "$bench_built/.graft")" = "$(bench_stamp)" ] && return
    need_space 2000 "$HOME" "move Maven's local repository"
    echo 'graft: building the benchmarks (once, and after changes; DL4J is a large download)' >&2
    mkdir -p "$bench_built"
    rm -f "$bench_built/.graft"
    log=$bench_built/package.log
    stamp=$(bench_stamp)
    maven package -P bench -pl bench -Dmaven.test.skip=true -Dspotless.check.skip=true >"$log" 2>&1 ||
        blame "the benchmarks' dependencies" "$log"
    printf '%s\n' "$stamp" >"$bench_built/.graft"
}

peers_stamp() { cat "$root/bench/peers/requirements.txt" "$root/bench/peers/constraints.txt" | cksum; }

# Built aside and renamed when whole. Peers that cannot be installed are absent in the tables, with the reason.
set_up_peers() {
    peers_absent=''
    [ -f "$peers/.graft" ] && [ "$(cat "$peers/.graft")" = "$(peers_stamp)" ] && return
    aside=$peers.new.$$
    log=$peers.log
    mkdir -p "$(dirname "$peers")"
    if peers_absent=$(try_peers); then
        rm -rf "$peers"
        mv "$aside" "$peers"
        peers_absent=''
    else
        rm -rf "$aside"
        peers_absent=${peers_absent#graft: }
        echo "graft: the Python peers are absent: $peers_absent" >&2
    fi
}

# prints why not
try_peers() {
    trap 'rm -rf "$aside"; exit 130' INT TERM
    (
        ! offline || fail 'GRAFT_OFFLINE is set and the Python peers are not installed'
        need_space 8000 "$root" 'free some for PyTorch, TensorFlow and fastai'
        echo 'graft: installing the Python peers in target/bench/venv (once; several gigabytes)' >&3
        "$base_python" -m venv "$aside" >"$log" 2>&1 || blame "the peers' environment" "$log"
        "$aside/bin/python" -m pip install --disable-pip-version-check --no-input -q \
            -r "$root/bench/peers/requirements.txt" >"$log" 2>&1 || blame 'the Python peers' "$log"
        peers_stamp >"$aside/.graft"
    ) 3>&2 2>&1
}

run_bench() {
    job=${1:-}
    case $job in
        '' | -h | --help | help) bench_usage && return ;;
        accuracy | int8 | resume | shift | trust | features | recipe | text | segmentation | step | growth | start | serve | jmh) ;;
        *)
            bench_usage >&2
            fail "no job \"$job\" to measure"
            ;;
    esac
    setup_all
    case $job in
        accuracy | int8 | resume | shift | trust)
            java_cli bench "$@"
            return
            ;;
    esac
    set_up_bench
    peers_absent=''
    case "$*" in
        *--help*) ;;
        growth* | serve* | jmh* | *'--engines graft' | *'--engines graft '* | *'--engines=graft' | *'--engines=graft '*) ;;
        *) set_up_peers ;;
    esac
    with_speed java -Djava.awt.headless=true -Dgraft.root="$root" -Dgraft.python="$python" \
        -Dgraft.peers="$peers/bin/python" ${peers_absent:+"-Dgraft.peers.absent=$peers_absent"} \
        -cp "$bench_built/classes:$(cat "$bench_built/classpath")" dev.graft.bench.Main "$@"
}
