package dev.understudy.promotion;

import dev.understudy.control.Incident;
import dev.understudy.evidence.Aim;
import dev.understudy.operation.NotObserved;
import dev.understudy.settings.Setting;
import dev.understudy.settings.SettingsException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads policies. A workflow's own values win over those of its class, and these over {@code default}:
 *
 * <pre>{@code
 * default: {rate: 10%, confidence: 95%, operators: 2}
 * classes:
 *   destructive: {rate: 2%, twoPeople: true, daysLive: 30}
 * workflows:
 *   ScaleOut: {rate: 5%, days: 7, authors: [ada], changeWindows: [{days: [mon, tue], from: "09:00", to: "17:00", zone: Europe/Berlin}]}
 *   NodeReplace: {class: destructive, notObserved: stop, demoteOn: [planLeft, failed]}
 *   Decommission: {neverPromotable: true}
 * }</pre>
 */
public final class PoliciesFile {
    private static final Set<String> FIELDS = Set.of(
            "rate",
            "confidence",
            "daysValid",
            "halfLife",
            "runs",
            "operators",
            "targets",
            "days",
            "twoPeople",
            "neverPromotable",
            "daysLive",
            "changeWindows",
            "demoteOn",
            "notObserved",
            "authors");

    private PoliciesFile() {}

    /** @throws SettingsException where the file is not as it should be, with line and field */
    public static Policies read(Path file) {
        Map<String, Setting> root = Setting.of(file).fields(Set.of("default", "classes", "workflows"));
        Setting ofOthers = root.get("default");
        Policy others = ofOthers == null ? Policy.DEFAULT : policy(ofOthers.fields(FIELDS), Policy.DEFAULT);
        Map<String, Policy> classes = new LinkedHashMap<>();
        each(root.get("classes"), (name, setting) -> classes.put(name, policy(setting.fields(FIELDS), others)));
        Map<String, Policy> workflows = new LinkedHashMap<>();
        each(root.get("workflows"), (name, setting) -> workflows.put(name, ofWorkflow(setting, classes, others)));
        return new Policies(workflows, others);
    }

    private interface Named {
        void take(String name, Setting setting);
    }

    private static void each(@Nullable Setting parent, Named taker) {
        if (parent != null) {
            parent.fields().forEach(taker::take);
        }
    }

    private static Policy ofWorkflow(Setting setting, Map<String, Policy> classes, Policy others) {
        Set<String> known = new TreeSet<>(FIELDS);
        known.add("class");
        Map<String, Setting> fields = setting.fields(known);
        Setting named = fields.get("class");
        if (named == null) {
            return policy(fields, others);
        }
        Policy base = classes.get(named.text());
        if (base == null) {
            throw named.problem("there is no class " + named.text()
                    + (classes.isEmpty()
                            ? "; classes: is empty"
                            : "; known are " + String.join(", ", classes.keySet())));
        }
        return policy(fields, base);
    }

    private static Policy policy(Map<String, Setting> fields, Policy base) {
        Optional<Setting> daysValid = Optional.ofNullable(fields.get("daysValid"));
        Optional<Setting> halfLife = Optional.ofNullable(fields.get("halfLife"));
        Optional<Setting> daysLive = Optional.ofNullable(fields.get("daysLive"));
        Setting windows = fields.get("changeWindows");
        Setting authors = fields.get("authors");
        return new Policy(
                new Aim(
                        share(fields, "rate", base.aim().rate()),
                        share(fields, "confidence", base.aim().confidence()),
                        daysValid.isPresent()
                                ? Integer.valueOf(daysValid.get().number(1, 36_500))
                                : base.aim().daysValid(),
                        halfLife.isPresent()
                                ? Integer.valueOf(halfLife.get().number(1, 36_500))
                                : base.aim().halfLifeDays()),
                number(fields, "runs", base.leastRuns()),
                number(fields, "operators", base.leastOperators()),
                number(fields, "targets", base.leastTargets()),
                number(fields, "days", base.leastDays()),
                flag(fields, "twoPeople", base.twoPeople()),
                flag(fields, "neverPromotable", base.neverPromotable()),
                daysLive.isPresent() ? Integer.valueOf(daysLive.get().number(1, 36_500)) : base.daysLive(),
                windows == null
                        ? base.changeWindows()
                        : windows.items().stream().map(PoliciesFile::window).toList(),
                authors == null
                        ? base.authors()
                        : authors.items().stream().map(Setting::text).toList(),
                demoteOn(fields.get("demoteOn"), base.demoteOn()),
                notObserved(fields.get("notObserved"), base.notObserved()));
    }

    private static Set<Incident.Kind> demoteOn(@Nullable Setting setting, Set<Incident.Kind> other) {
        if (setting == null) {
            return other;
        }
        Set<Incident.Kind> kinds = EnumSet.noneOf(Incident.Kind.class);
        for (Setting item : setting.items()) {
            kinds.add(
                    switch (item.text()) {
                        case "planLeft" -> Incident.Kind.PLAN_LEFT;
                        case "guard" -> Incident.Kind.GUARD;
                        case "failed" -> Incident.Kind.RUN_FAILED;
                        default -> throw item.problem("must be planLeft, guard or failed, not " + item.text());
                    });
        }
        return kinds;
    }

    private static @Nullable NotObserved notObserved(@Nullable Setting setting, @Nullable NotObserved other) {
        if (setting == null) {
            return other;
        }
        return switch (setting.text()) {
            case "simulate" -> NotObserved.SIMULATE;
            case "stop" -> NotObserved.STOP;
            default -> throw setting.problem("must be simulate or stop, not " + setting.text());
        };
    }

    private static ChangeWindow window(Setting setting) {
        Map<String, Setting> fields = setting.fields(Set.of("days", "from", "to", "zone"));
        Setting days = fields.get("days");
        Set<DayOfWeek> open = EnumSet.noneOf(DayOfWeek.class);
        for (Setting day : days == null ? List.<Setting>of() : days.items()) {
            open.add(day(day));
        }
        LocalTime from = time(setting, fields, "from");
        LocalTime to = time(setting, fields, "to");
        if (from.equals(to)) {
            throw setting.problem("from and to are the same time; leave the window out where it is always open");
        }
        return new ChangeWindow(open, from, to, zone(fields.get("zone")));
    }

    private static ZoneId zone(@Nullable Setting setting) {
        if (setting == null) {
            return ZoneOffset.UTC;
        }
        try {
            return ZoneId.of(setting.text());
        } catch (DateTimeException e) {
            throw setting.problem("must be a time zone such as Europe/Berlin, not " + setting.text());
        }
    }

    private static DayOfWeek day(Setting setting) {
        String text = setting.text().toUpperCase(Locale.ROOT);
        for (DayOfWeek day : DayOfWeek.values()) {
            if (text.length() >= 3 && day.name().startsWith(text)) {
                return day;
            }
        }
        throw setting.problem("must be a day such as mon, not " + setting.text());
    }

    private static LocalTime time(Setting window, Map<String, Setting> fields, String name) {
        Setting setting = fields.get(name);
        if (setting == null) {
            throw window.problem(name + " is missing; write a time such as \"09:00\"");
        }
        try {
            return LocalTime.parse(setting.text());
        } catch (DateTimeException e) {
            throw setting.problem("must be a time such as \"09:00\" in quotes, not " + setting.text());
        }
    }

    private static double share(Map<String, Setting> fields, String name, double other) {
        Setting setting = fields.get(name);
        return setting == null ? other : setting.share();
    }

    private static int number(Map<String, Setting> fields, String name, int other) {
        Setting setting = fields.get(name);
        return setting == null ? other : setting.number(1, 1_000_000);
    }

    private static boolean flag(Map<String, Setting> fields, String name, boolean other) {
        Setting setting = fields.get(name);
        return setting == null ? other : setting.flag();
    }
}
