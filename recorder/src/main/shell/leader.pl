# Starts a program whose standard input becomes its controlling terminal, where there is no setsid that does it.
use strict;
use POSIX;
POSIX::setsid() != -1 or do { my $child = fork; if ($child) { waitpid $child, 0; exit($? & 127 ? 128 + ($? & 127) : $? >> 8) } POSIX::setsid() };
# TIOCSCTTY: Linux, and the BSDs with macOS.
ioctl STDIN, $^O eq 'linux' ? 0x540e : 0x20007461, 0 or die "understudy: the terminal cannot be taken: $!\n";
exec { $ARGV[0] } @ARGV or die "$ARGV[0]: $!\n";
