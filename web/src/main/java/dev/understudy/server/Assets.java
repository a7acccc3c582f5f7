package dev.understudy.server;

import dev.understudy.refusal.Problem;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32;

/** The few files that pages load, all from this server and all known by name. */
final class Assets {
    private static final Map<String, Asset> ASSETS = Map.of(
            "htmx.js", new Asset("META-INF/resources/webjars/htmx.org/2.0.10/dist/htmx.min.js", "text/javascript"),
            "pico.css", new Asset("META-INF/resources/webjars/picocss__pico/2.1.1/css/pico.min.css", "text/css"),
            "understudy.css", new Asset("assets/understudy.css", "text/css"),
            "understudy.js", new Asset("assets/understudy.js", "text/javascript"),
            "icon.svg", new Asset("assets/icon.svg", "image/svg+xml"));

    private final Map<String, byte[]> bytes = new HashMap<>();

    Assets() {
        ASSETS.forEach((name, asset) -> bytes.put(name, read(asset.resource())));
    }

    /** Changes whenever one of the files does, so that browsers may keep them for good. */
    String version() {
        CRC32 sum = new CRC32();
        bytes.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(entry -> sum.update(entry.getValue()));
        return Long.toHexString(sum.getValue());
    }

    void addTo(RoutesConfig routes) {
        routes.get("/assets/{version}/{name}", this::serve);
    }

    private void serve(Context ctx) {
        String name = ctx.pathParam("name");
        Asset asset = ASSETS.get(name);
        byte[] content = bytes.get(name);
        if (asset == null || content == null) {
            throw Problem.noSuch("asset", name);
        }
        ctx.header("Cache-Control", "public, max-age=31536000, immutable");
        ctx.contentType(asset.type() + "; charset=utf-8").result(content);
    }

    private static byte[] read(String resource) {
        try (InputStream in = Assets.class.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is missing from the jars: the build is incomplete");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Asset(String resource, String type) {}
}
