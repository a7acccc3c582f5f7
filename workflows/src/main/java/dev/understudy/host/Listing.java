package dev.understudy.host;

import java.util.Comparator;
import java.util.List;

/** The files that were found in a folder, sorted by name. */
public record Listing(List<ListedFile> files) {
    public Listing {
        files = files.stream().sorted(Comparator.comparing(ListedFile::name)).toList();
    }

    public List<String> names() {
        return files.stream().map(ListedFile::name).toList();
    }

    public boolean contains(String name) {
        return files.stream().anyMatch(file -> file.name().equals(name));
    }
}
