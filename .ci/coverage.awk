# Cobertura reports, one after another, as a table: lines and branches of each assembly and of each room of the engine. What several
# reports say of a line is taken together; of a branch, the best of them.

function text(name) { return match($0, name "=\"[^\"]*\"") ? substr($0, RSTART + length(name) + 2, RLENGTH - length(name) - 3) : "" }

/<source>/ { source = $0; gsub(/ *<\/?source>/, "", source) }

/<class / {
    file = source text("filename")
    sub(/.*\/src\//, "", file)
}

# Each line is written twice: below its method, and below its class.
/<methods>/ { inMethods = 1 }
/<\/methods>/ { inMethods = 0 }

/<line / && !inMethods {
    place = file ":" text("number")
    hit[place] = hit[place] || text("hits") > 0
    if (match($0, /\([0-9]+\/[0-9]+\)/)) {
        split(substr($0, RSTART + 1, RLENGTH - 2), of, "/")
        branches[place] = of[2]
        if (of[1] > taken[place]) taken[place] = of[1]
    }
}

function add(row, place) {
    lines[row]++
    hits[row] += hit[place]
    all[row] += branches[place]
    took[row] += taken[place]
}

function percent(part, whole) { return whole ? sprintf("%.1f %%", 100 * part / whole) : "-" }

function table(name, lines, branches) { return sprintf("%-24s %9s %9s", name, lines, branches) }

function shown(row, indent) { return table(indent row, percent(hits[row], lines[row]), percent(took[row], all[row])) }

END {
    for (place in hit) {
        split(place, part, "/")
        add(part[1], place)
        if (part[1] == "ImageShare.Engine") {
            room = part[2] ~ /\.cs:/ ? "(itself)" : part[2]
            rooms[room]
            add(room, place)
        }
    }

    print table("Coverage", "lines", "branches")
    print shown("ImageShare")
    print shown("ImageShare.Model")
    print shown("ImageShare.Engine")
    fflush()
    for (room in rooms) print shown(room, "  ") | "sort"
    close("sort")
}
