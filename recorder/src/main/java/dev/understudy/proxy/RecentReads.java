package dev.understudy.proxy;

import dev.understudy.kubeconfig.Cluster;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Objects that clients read a moment ago. kubectl reads an object before it writes it; what it was told then need not be asked
 * for again before the write goes on. Holds no more than {@link Limits#READS} objects. Thread-safe.
 */
final class RecentReads {
    private static final Duration MOMENT = Duration.ofSeconds(2);

    private final Map<Key, Read> reads = new LinkedHashMap<>();

    private record Key(Cluster cluster, String path) {}

    private record Read(AnswerBody body, Instant at) {}

    /** Whether the answer to this may be worth keeping. */
    static boolean isOfObject(Draft draft) {
        if (!draft.method.equals("GET") || !draft.query.isEmpty()) {
            return false;
        }
        ResourcePath target = ResourcePath.parse(draft.path);
        return target != null && target.name() != null && target.subresource() == null;
    }

    synchronized void keep(Cluster cluster, Draft read) {
        AnswerBody body = read.answerBody();
        String type = body.type();
        boolean whole = body.copy().isSomething() && body.copy().isWhole();
        if (read.status != 200 || !whole || type == null || !type.contains("json") || type.contains("as=")) {
            // Tables and metadata alone are asked for by as=; what is none of those is the object.
            return;
        }
        Key key = new Key(cluster, read.path);
        reads.remove(key);
        reads.put(key, new Read(body, Instant.now()));
        if (reads.size() > Limits.READS) {
            Iterator<Key> oldest = reads.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    /** What was read of the object a moment ago, once; null for nothing. A write to it is about to begin. */
    synchronized @Nullable AnswerBody take(Cluster cluster, String path) {
        Read read = reads.remove(new Key(cluster, path));
        return read == null || read.at().plus(MOMENT).isBefore(Instant.now()) ? null : read.body();
    }
}
