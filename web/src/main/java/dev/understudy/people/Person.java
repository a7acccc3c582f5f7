package dev.understudy.people;

import java.util.Set;

/**
 * Someone who uses the server.
 *
 * @param name as it stands in runs, verdicts and promotions
 * @param roles what they may do
 */
public record Person(String name, Set<Role> roles) {
    public Person {
        roles = Set.copyOf(roles);
    }

    /** Whether the person may do what needs one of these roles. */
    public boolean may(Role... any) {
        if (roles.contains(Role.ADMIN)) {
            return true;
        }
        for (Role role : any) {
            if (roles.contains(role)) {
                return true;
            }
        }
        return false;
    }
}
