# Runs a watched tool (the session's runtime folder, the tool's name, its path, its arguments) and tells the recorder's journal when it started and how it ended;
# ends as it ended. Signals sent to this process alone are passed on; those of the terminal reach the tool by themselves.
use strict;
my $runtime = shift;
my $journal = "$runtime/journal";
my $nonce = '';
if (open my $secrets, '<', "$runtime/secrets") { chomp($nonce = <$secrets> // '') }
my $name = shift;
my $real = shift;

sub plain { my $t = shift; $t =~ s/([^A-Za-z0-9._\/:=,@+-])/sprintf '%%%02X', ord $1/ge; $t eq '' ? '%' : $t }
sub now { local $@; my $t = eval { require Time::HiRes; sprintf '%.6f', Time::HiRes::time() }; $t // time }
sub say_so { if ($nonce ne '' && open my $j, '>>', $journal) { syswrite $j, "\003$nonce @_\005\n"; close $j } }
my @ancestors = (getppid);
while (@ancestors < 8 && $ancestors[-1] > 1) {
  open my $s, '<', "/proc/$ancestors[-1]/stat" or last;
  my $line = <$s> // last;
  $line =~ s/.*\) //s;
  push @ancestors, (split ' ', $line)[1];
}
my $cwd = readlink('/proc/self/cwd') // $ENV{PWD} // '/';
my $shown = join ' ', map { plain($_) } $name, @ARGV;
say_so('started ' . now() . " $$ " . join(',', @ancestors) . ' ' . plain($cwd) . " $shown");

my $child = fork;
if (!defined $child) { exec { $real } $name, @ARGV or exit 126 }
if (!$child) { exec { $real } $name, @ARGV or do { print STDERR "$name: $!\n"; exit 126 } }
for my $signal (qw(TERM HUP USR1 USR2 CONT)) { $SIG{$signal} = sub { kill $signal, $child } }
$SIG{INT} = $SIG{QUIT} = sub { };
1 while waitpid($child, 0) != $child;
my $status = $?;
say_so('ended ' . now() . " $$ " . ($status & 127 ? 128 + ($status & 127) : $status >> 8));
if (my $signal = $status & 127) { $SIG{(split ' ', 'ZERO HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM')[$signal] // 'TERM'} = 'DEFAULT'; kill $signal, $$; sleep 1 }
exit $status >> 8;
