package dev.understudy.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.understudy.lab.RealPart;
import java.net.URL;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Dependencies point down and never up, and never sideways between recorder and workflows. */
class ArchitectureTest {
    /** Each module with those that it may know. */
    private static final Map<String, List<String>> MAY_KNOW = mayKnow();

    private static final Map<String, JavaClasses> CLASSES = new LinkedHashMap<>();

    private static Map<String, List<String>> mayKnow() {
        Map<String, List<String>> may = new LinkedHashMap<>();
        may.put("runbooks-md", List.of());
        may.put("compare", List.of("runbooks-md"));
        may.put("recorder", List.of("compare", "runbooks-md"));
        may.put("harness", List.of("compare", "runbooks-md"));
        may.put("workflows", List.of("harness", "compare", "runbooks-md"));
        may.put("web", List.of("workflows", "harness", "compare", "runbooks-md"));
        return may;
    }

    @BeforeAll
    static void read() {
        for (String module : MAY_KNOW.keySet()) {
            Path classes = RealPart.project().resolve(module).resolve("target/classes");
            if (Files.isDirectory(classes)) {
                CLASSES.put(
                        module,
                        new ClassFileImporter()
                                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_ARCHIVES)
                                .importPath(classes));
            }
        }
        // The recorder is no dependency of the server: it is there only in a build of the whole.
        assertThat(CLASSES.keySet()).containsAll(List.of("runbooks-md", "compare", "harness", "workflows", "web"));
    }

    @Test
    void modules_know_only_those_below_them() {
        List<String> found = new ArrayList<>();
        CLASSES.forEach((module, classes) -> {
            for (JavaClass one : classes) {
                one.getDirectDependenciesFromSelf().forEach(dependency -> {
                    String other = moduleOf(
                            dependency.getTargetClass().getBaseComponentType().getName());
                    if (!other.isEmpty()
                            && !other.equals(module)
                            && !MAY_KNOW.getOrDefault(module, List.of()).contains(other)) {
                        found.add(dependency.getDescription());
                    }
                });
            }
        });

        assertThat(found).isEmpty();
    }

    @Test
    void no_package_is_in_two_modules() {
        Map<String, TreeSet<String>> modules = new LinkedHashMap<>();
        CLASSES.forEach((module, classes) ->
                classes.forEach(one -> modules.computeIfAbsent(one.getPackageName(), name -> new TreeSet<>())
                        .add(module)));

        assertThat(modules).allSatisfy((name, in) -> assertThat(in).as(name).hasSize(1));
    }

    @Test
    void comparison_is_pure() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                                "java.net..", "java.nio.file..", "java.sql..", "javax.sql..", "java.util.concurrent..")
                        .and(not(type(URL.class))) // by which its own tables are read from its own jar
                        .and(not(type(URLDecoder.class))) // asks nobody
                        .and(not(type(ConcurrentHashMap.class)))) // keeps what was worked out before
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .orShould()
                .callMethod(Instant.class, "now")
                .because("the same inputs give the same report, wherever and whenever")
                .check(classesOf("compare"));
    }

    @Test
    void what_is_internal_stays_within_its_module() {
        List<String> found = new ArrayList<>();
        CLASSES.forEach((module, classes) ->
                classes.forEach(one -> one.getDirectDependenciesFromSelf().forEach(dependency -> {
                    JavaClass target = dependency.getTargetClass().getBaseComponentType();
                    if (target.getPackageName().startsWith("dev.understudy.")
                            && (target.getPackageName() + ".").contains(".internal.")
                            && !moduleOf(target.getName()).equals(module)) {
                        found.add(dependency.getDescription());
                    }
                })));

        assertThat(found).isEmpty();
    }

    @Test
    void the_servers_packages_are_in_layers() {
        slices().matching("dev.understudy.(refusal|people|library|ingest|api|pages|server|cli)..")
                .should()
                .beFreeOfCycles()
                .check(classesOf("web"));
    }

    @Test
    void pages_do_not_reach_behind_the_queries_into_the_database() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.understudy.pages..", "dev.understudy.api..", "dev.understudy.ingest..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.jdbi..", "java.sql..")
                .check(classesOf("web"));
    }

    private static JavaClasses classesOf(String module) {
        return Objects.requireNonNull(CLASSES.get(module), module);
    }

    private static String moduleOf(String className) {
        for (Map.Entry<String, JavaClasses> module : CLASSES.entrySet()) {
            if (module.getValue().contain(className)) {
                return module.getKey();
            }
        }
        return "";
    }
}
