package dev.understudy.spool;

import java.nio.file.Path;

/** A process that appends commands to a new spool and says on its output which are on the disk, until it is killed. */
final class SpoolWriterMain {
    private SpoolWriterMain() {}

    /** @param args the session's folder, and how many commands to append */
    public static void main(String[] args) throws Exception {
        try (Spool spool = Spool.create(Path.of(args[0]))) {
            spool.append(seq -> Events.started(seq, "s1", "r1"));
            int commands = Integer.parseInt(args[1]);
            for (int command = 1; command <= commands; command++) {
                for (var event : Events.command(command, "echo " + command, 0, "line\n".repeat(20))) {
                    spool.append(event);
                }
                SpoolHealth health = spool.health();
                System.out.println(health.isWell() ? "written " + spool.lastWritten() : "trouble " + health.trouble());
                System.out.flush();
            }
        }
    }
}
