package dev.understudy.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NumberingTest {
    @Test
    void operations_one_after_the_other_each_come_after_the_one_before() {
        Numbering numbering = new Numbering(NumberBlock.WHOLE);

        long first = numbering.take();
        numbering.resolved(first);

        assertThat(first).isEqualTo(1);
        assertThat(numbering.after()).isEqualTo(1);
    }

    @Test
    void what_is_asked_for_while_another_is_open_does_not_come_after_it() {
        Numbering numbering = new Numbering(NumberBlock.WHOLE);
        numbering.take();
        long second = numbering.take();

        numbering.resolved(second);
        assertThat(numbering.after()).isEqualTo(0);

        numbering.resolved(1);
        assertThat(numbering.after()).isEqualTo(2);
    }

    @Test
    void a_child_has_numbers_of_its_own_and_what_follows_it_comes_after_all_of_them() {
        Numbering parent = new Numbering(NumberBlock.WHOLE);
        parent.resolved(parent.take());
        NumberBlock block = parent.takeBlock();
        Numbering child = new Numbering(block);

        long inChild = child.take();
        child.resolved(inChild);
        parent.resolved(block.next());

        assertThat(inChild).isEqualTo(2);
        assertThat(child.after()).isEqualTo(2);
        assertThat(parent.after()).isEqualTo(block.end() - 1);
        assertThat(parent.take()).isEqualTo(block.end());
    }

    @Test
    void a_child_that_began_beside_something_else_never_claims_to_follow_it() {
        Numbering parent = new Numbering(NumberBlock.WHOLE);
        parent.take();
        Numbering child = new Numbering(parent.takeBlock());

        child.resolved(child.take());

        assertThat(child.after()).isEqualTo(0);
    }
}
