package dev.understudy.host;

import dev.understudy.action.Action;
import dev.understudy.action.FileActions;
import dev.understudy.operation.World;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a run's simulated writes would have made of a folder. */
final class SimulatedFolder {
    /** For each file that a simulated write touched, in order of the last touch: whether it would be there. */
    private final Map<String, Boolean> there = new LinkedHashMap<>();

    private final String folder;
    private int difference;
    private boolean touched;

    private SimulatedFolder(String folder) {
        this.folder = FileActions.object(folder).substring("file:".length());
    }

    static SimulatedFolder of(String folder, World world) {
        SimulatedFolder simulated = new SimulatedFolder(folder);
        world.writes().forEach(simulated::after);
        return simulated;
    }

    private void after(Action write) {
        if (!write.object().startsWith("file:")) {
            return;
        }
        String path = write.object().substring("file:".length());
        switch (write.operation()) {
            case "compress", "move" -> {
                set(path, false);
                set(Objects.requireNonNullElse(write.fields().get("to"), path), true);
            }
            case "delete" -> set(path, false);
            default -> {
                // links are no files, and no other write on files is simulated here
            }
        }
    }

    private void set(String path, boolean present) {
        // A file of a subfolder counts in the folder's size as well.
        if (path.startsWith(HostPath.join(folder, ""))) {
            touched = true;
            difference += present ? 1 : -1;
        }
        @Nullable String name = HostPath.nameIn(folder, path);
        if (name != null) {
            there.put(name, present);
        }
    }

    Listing listing(Listing real, String pattern) {
        ShellPattern matching = new ShellPattern(pattern);
        Map<String, ListedFile> files = new TreeMap<>();
        real.files().forEach(file -> files.put(file.name(), file));
        there.forEach((name, present) -> {
            if (!present) {
                files.remove(name);
            } else if (matching.matches(name)) {
                files.put(name, new ListedFile(name, null));
            }
        });
        return new Listing(List.copyOf(files.values()));
    }

    FolderSize size(FolderSize real) {
        return touched ? new FolderSize(null, Math.max(0, real.files() + difference)) : real;
    }
}
