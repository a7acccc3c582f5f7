package dev.understudy.cli;

import picocli.CommandLine.IVersionProvider;

/** The version that the jar names. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"understudy " + text()};
    }

    static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "(unpackaged)" : version;
    }
}
