package dev.understudy.host;

import java.util.List;

/** Names of files of one folder, without the folder, sorted. */
public record FileNames(List<String> names) {
    public FileNames {
        names = names.stream().sorted().toList();
    }

    public boolean contains(String name) {
        return names.contains(name);
    }
}
