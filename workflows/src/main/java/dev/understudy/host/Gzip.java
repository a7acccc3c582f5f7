package dev.understudy.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Bytes as gzip writes them. */
enum Gzip implements WholeFile.Coding {
    CODING;

    @Override
    public OutputStream encode(OutputStream out) throws IOException {
        return new GZIPOutputStream(out, 1 << 16);
    }

    @Override
    public InputStream decode(InputStream in) throws IOException {
        return new GZIPInputStream(in, 1 << 16);
    }
}
