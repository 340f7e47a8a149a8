# shellcheck shell=sh
# What ./graft spark-demo needs besides the library: Spark and its own room, built on demand. Sourced by ./graft.
# shellcheck disable=SC2154  # root: set by ./graft and the parts sourced before

spark_built=$root/spark/target

spark_stamp() {
    (
        cd "$root" || exit
        library_stamp
        find spark/pom.xml spark/src/main -type f -exec cksum {} + | sort -k 3
    ) | cksum
}

set_up_spark() {
    # shellcheck disable=SC2015  # a missing stamp and another one mean the same
    [ -f "$spark_built/.graft" ] && [ "$(cat "$spark_built/.graft")" = "$(spark_stamp)" ] && return
    need_space 2000 "$HOME" "move Maven's local repository"
    echo 'graft: building the stages of Spark (once, and after changes; Spark is a download of 400 MB)' >&2
    mkdir -p "$spark_built"
    rm -f "$spark_built/.graft"
    log=$spark_built/package.log
    stamp=$(spark_stamp)
    maven package -P spark -pl spark -Dmaven.test.skip=true -Dspotless.check.skip=true >"$log" 2>&1 ||
        blame "Spark and its dependencies" "$log"
    printf '%s\n' "$stamp" >"$spark_built/.graft"
}

run_spark_demo() {
    case ${1:-400} in
        *[!0-9]* | 0*) fail "rows is \"$1\", must be a number of photos, such as 400" ;;
    esac
    setup_all
    set_up_spark
    SPARK_HOME=$spark_built/spark-home SPARK_SCALA_VERSION=2.13 SPARK_WORKER_DIR=$spark_built/spark-work SPARK_LOCAL_IP=127.0.0.1 \
        with_speed java -Xmx2g -Djava.awt.headless=true -Dgraft.root="$root" \
        -Dlog4j2.configurationFile="$root/spark/log4j2.properties" \
        -cp "$spark_built/classes:$(cat "$spark_built/classpath")" dev.graft.spark.Demo "${1:-400}"
}
