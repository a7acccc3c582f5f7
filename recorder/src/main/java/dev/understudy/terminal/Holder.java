package dev.understudy.terminal;

import java.io.File;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import org.jline.nativ.CLibrary;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Attributes.InputFlag;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Attributes.OutputFlag;
import org.jline.terminal.Size;
import org.jline.terminal.impl.jni.JniNativePty;
import org.jline.terminal.impl.jni.JniTerminalProvider;
import org.jline.terminal.spi.Pty;
import org.jline.terminal.spi.SystemStream;
import org.jline.utils.Signals;

/**
 * Holds the operator's terminal where there is no {@code script} of util-linux to do it: opens a second terminal, starts the
 * shell in it, and passes bytes between the two, with a copy of all that is printed to a log, framed as {@code script} frames
 * it. The launcher calls it: {@code Holder LOG PROGRAM ARGUMENT…}; the program must make its standard input its controlling
 * terminal. Ends as the program ends.
 */
public final class Holder {
    private static final int ENVIRONMENT = 4;

    private final Pty outer;
    private final JniNativePty inner;
    private final OutputStream log;
    private boolean logging = true;

    private Holder(Pty outer, JniNativePty inner, OutputStream log) {
        this.outer = outer;
        this.inner = inner;
        this.log = log;
    }

    public static void main(String[] args) {
        int code;
        try (OutputStream log = new FileOutputStream(args[0], true)) {
            JniTerminalProvider provider = new JniTerminalProvider();
            Pty outer = provider.current(SystemStream.Output);
            JniNativePty inner = (JniNativePty) provider.open(outer.getAttr(), outer.getSize());
            code = new Holder(outer, inner, log).hold(Arrays.asList(args).subList(1, args.length));
        } catch (IOException | InterruptedException e) {
            System.err.println("understudy: the terminal cannot be held: " + e.getMessage());
            code = ENVIRONMENT;
        }
        // The thread that reads keys never ends by itself.
        Runtime.getRuntime().halt(code);
    }

    private int hold(List<String> program) throws IOException, InterruptedException {
        Attributes before = outer.getAttr();
        Thread restore = new Thread(() -> restore(before), "restore");
        Runtime.getRuntime().addShutdownHook(restore);
        write("Script started: the terminal is held by Understudy\n".getBytes(StandardCharsets.US_ASCII));
        outer.setAttr(raw(before));
        try {
            Signals.register("WINCH", this::resize);
            File terminal = new File(inner.getName());
            Process shell = new ProcessBuilder(program)
                    .redirectInput(terminal)
                    .redirectOutput(terminal)
                    .redirectError(terminal)
                    .start();
            // As long as this end is open here too, the other never hears that the shell has closed it.
            new FileOutputStream(inner.getSlaveFD()).close();
            Thread keys = new Thread(this::passKeys, "keys");
            keys.setDaemon(true);
            keys.start();
            resize();
            passOutput();
            int code = shell.waitFor();
            write("\nScript done on its end\n".getBytes(StandardCharsets.US_ASCII));
            return code;
        } finally {
            restore(before);
        }
    }

    private void passKeys() {
        try (InputStream in = new FileInputStream(FileDescriptor.in);
                OutputStream out = new FileOutputStream(inner.getMasterFD())) {
            byte[] buffer = new byte[4096];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                out.write(buffer, 0, n);
            }
        } catch (IOException e) {
            // The shell is gone, or the operator's terminal is: the other direction notices.
        }
    }

    /** Until the last process that has the inner terminal open is gone, which the read reports as an error on Linux. */
    private void passOutput() {
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = new FileInputStream(inner.getMasterFD());
                OutputStream out = new FileOutputStream(FileDescriptor.out)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                out.write(buffer, 0, n);
                if (logging) {
                    write(buffer, n);
                }
            }
        } catch (IOException e) {
            // See above.
        }
    }

    private void write(byte[] bytes) {
        write(bytes, bytes.length);
    }

    private void write(byte[] bytes, int length) {
        try {
            log.write(bytes, 0, length);
        } catch (IOException e) {
            // The operator goes on; without its last line the log says that it is not complete.
            logging = false;
        }
    }

    private void resize() {
        try {
            Size size = outer.getSize();
            // By the master: JLine would use the slave, which is closed here.
            CLibrary.ioctl(inner.getMaster(), CLibrary.TIOCSWINSZ, new CLibrary.WinSize((short) size.getRows(), (short)
                    size.getColumns()));
        } catch (IOException e) {
            // The terminal is gone: nobody looks at its size.
        }
    }

    private void restore(Attributes before) {
        try {
            outer.setAttr(before);
        } catch (IOException e) {
            // The terminal is gone.
        }
    }

    private static Attributes raw(Attributes before) {
        Attributes raw = new Attributes(before);
        raw.setInputFlags(
                EnumSet.of(
                        InputFlag.BRKINT,
                        InputFlag.ICRNL,
                        InputFlag.IGNBRK,
                        InputFlag.IGNCR,
                        InputFlag.INLCR,
                        InputFlag.INPCK,
                        InputFlag.ISTRIP,
                        InputFlag.IXON,
                        InputFlag.PARMRK),
                false);
        raw.setOutputFlag(OutputFlag.OPOST, false);
        raw.setLocalFlags(
                EnumSet.of(LocalFlag.ECHO, LocalFlag.ECHONL, LocalFlag.ICANON, LocalFlag.IEXTEN, LocalFlag.ISIG),
                false);
        raw.setControlChar(ControlChar.VMIN, 1);
        raw.setControlChar(ControlChar.VTIME, 0);
        return raw;
    }
}
