package dev.understudy.promotion;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.Set;

/**
 * When a workflow may be promoted and a live run may be started.
 *
 * @param days the days on which it opens; every day where empty
 * @param from inclusive, in the zone's own time
 * @param to exclusive; before {@code from}, the window is open over midnight and belongs to the day on which it opened
 */
public record ChangeWindow(Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone) {
    public ChangeWindow {
        days = Set.copyOf(days.isEmpty() ? EnumSet.allOf(DayOfWeek.class) : days);
    }

    public boolean isOpen(Instant at) {
        ZonedDateTime there = at.atZone(zone);
        LocalTime time = there.toLocalTime();
        if (from.isBefore(to)) {
            return days.contains(there.getDayOfWeek()) && !time.isBefore(from) && time.isBefore(to);
        }
        boolean openedToday = !time.isBefore(from) && days.contains(there.getDayOfWeek());
        boolean openedYesterday =
                time.isBefore(to) && days.contains(there.getDayOfWeek().minus(1));
        return openedToday || openedYesterday;
    }
}
