package dev.understudy.importing;

/**
 * How far an import has come.
 *
 * @param seen executions that the server listed
 * @param imported those whose history was read and stored
 * @param unchanged those that were here already and have not changed
 * @param ofTheHarness those that the harness ran itself, whose journal is there already
 * @param gone those that the server deleted between listing and reading
 * @param operations activities that were stored or brought up to date
 * @param encrypted payloads that could not be read, so that their text cannot be searched
 */
public record ImportCounts(
        long seen, long imported, long unchanged, long ofTheHarness, long gone, long operations, long encrypted) {
    static final ImportCounts NONE = new ImportCounts(0, 0, 0, 0, 0, 0, 0);

    ImportCounts unchangedOne() {
        return new ImportCounts(seen + 1, imported, unchanged + 1, ofTheHarness, gone, operations, encrypted);
    }

    ImportCounts ofTheHarnessOne() {
        return new ImportCounts(seen + 1, imported, unchanged, ofTheHarness + 1, gone, operations, encrypted);
    }

    ImportCounts goneOne() {
        return new ImportCounts(seen + 1, imported, unchanged, ofTheHarness, gone + 1, operations, encrypted);
    }

    ImportCounts importedOne(int moreOperations, int moreEncrypted) {
        return new ImportCounts(
                seen + 1,
                imported + 1,
                unchanged,
                ofTheHarness,
                gone,
                operations + moreOperations,
                encrypted + moreEncrypted);
    }
}
