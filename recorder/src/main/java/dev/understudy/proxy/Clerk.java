package dev.understudy.proxy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.understudy.recording.EventJson;
import dev.understudy.recording.Request;
import dev.understudy.redaction.Redactor;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Writes requests down: parses and redacts what was copied, in a thread of its own, so that no client waits for it. Holds no
 * more than a bounded amount of bodies: of requests beyond that the bodies are dropped, never the requests.
 */
final class Clerk implements AutoCloseable {
    private static final ObjectMapper YAML = new YAMLMapper();

    private final TreeRedactor redactor;
    private final Redactor texts;
    private final RequestSink sink;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread made = new Thread(task, "requests");
        made.setDaemon(true);
        return made;
    });
    private final AtomicInteger unfinished = new AtomicInteger();
    private final AtomicLong waiting = new AtomicLong();

    Clerk(Redactor texts, RequestSink sink) {
        this.texts = texts;
        this.redactor = new TreeRedactor(texts);
        this.sink = sink;
    }

    /** Tells the request, once, after its object was read again where that is needed. From any thread. */
    void complete(Draft draft) {
        if (!draft.told.compareAndSet(false, true)) {
            return;
        }
        unfinished.incrementAndGet();
        long size = draft.body.size() + draft.answer.size();
        boolean tooMuch = waiting.addAndGet(size) > Limits.WAITING;
        thread.execute(() -> {
            BeforeAndAfter objects = draft.objects;
            JsonNode answer =
                    tooMuch || objects == null ? null : draft.answerBody().json();
            Future<Void> read = objects == null ? Future.succeededFuture() : objects.readAfter(draft.status, answer);
            read.onComplete(done -> thread.execute(() -> {
                try {
                    tell(draft, tooMuch);
                } finally {
                    waiting.addAndGet(-size);
                    unfinished.decrementAndGet();
                }
            }));
        });
    }

    private void tell(Draft draft, boolean tooMuch) {
        ResourcePath target = ResourcePath.parse(draft.path);
        String resource = target == null ? "" : target.is("token") ? "token" : target.resource();
        JsonNode sent = tooMuch ? null : sent(draft);
        if (draft.body.isSomething() && sent == null) {
            draft.notes.add(Request.BODY_DROPPED);
        }
        JsonNode before = null;
        JsonNode after = null;
        BeforeAndAfter objects = draft.objects;
        if (objects != null) {
            draft.notes.addAll(objects.notes());
            before = objects.before();
            after = objects.after();
        }
        sink.accept(draft.toRequest(
                parameters(draft),
                sent == null ? null : redactor.redact(sent, resource),
                typed(draft, target),
                before == null ? null : redactor.redact(before, resource),
                after == null ? null : redactor.redact(after, resource)));
    }

    private Map<String, List<String>> parameters(Draft draft) {
        Map<String, List<String>> redacted = new LinkedHashMap<>();
        draft.parameters()
                .forEach((name, values) -> redacted.put(
                        name,
                        name.equals("command")
                                ? texts.redactArguments(values)
                                : values.stream().map(texts::redact).toList()));
        return redacted;
    }

    private @Nullable String typed(Draft draft, @Nullable ResourcePath target) {
        Stdin stdin = draft.stdin;
        if (stdin == null) {
            return null;
        }
        byte[] bytes = stdin.bytes();
        boolean cut = stdin.isCut();
        stdin.close();
        if (target != null && target.is("portforward")) {
            if (bytes.length > 0 || cut) {
                draft.notes.add(Request.TUNNEL_USED);
            }
            return null;
        }
        if (cut) {
            draft.notes.add(Request.STDIN_CUT);
        }
        return bytes.length == 0 ? null : texts.redact(text(bytes));
    }

    /** Bytes that are no text, such as an archive, are named by what they are worth for a comparison. */
    private String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return texts.placeholder(new String(bytes, StandardCharsets.ISO_8859_1)) + " (" + bytes.length
                    + " bytes that are no text)";
        }
    }

    private static @Nullable JsonNode sent(Draft draft) {
        if (!draft.body.isSomething() || !draft.body.isWhole()) {
            return null;
        }
        // Where a client names no type (kubectl scale under a precondition), an API server reads JSON.
        String type = draft.contentType == null ? "json" : draft.contentType.toLowerCase(Locale.ROOT);
        if (type.contains("protobuf")) {
            return ProtobufBody.json(draft.body.bytes());
        }
        return type.contains("json") || type.contains("yaml")
                ? parse(type.contains("yaml") ? YAML : EventJson.mapper(), draft.body.bytes())
                : null;
    }

    private static @Nullable JsonNode parse(ObjectMapper mapper, byte[] bytes) {
        try {
            JsonNode tree = mapper.readTree(bytes);
            return tree == null || tree.isMissingNode() ? null : tree;
        } catch (IOException e) {
            return null;
        }
    }

    /** Waits until all that was to be told is told, for a time that an operator can bear. */
    @Override
    public void close() {
        try {
            for (int i = 0; i < 500 && unfinished.get() > 0; i++) {
                CountDownLatch turn = new CountDownLatch(1);
                thread.execute(turn::countDown);
                if (!turn.await(10, TimeUnit.SECONDS)) {
                    break;
                }
                Thread.sleep(10);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.shutdown();
    }
}
