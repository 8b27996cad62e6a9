"""Completion: what `steady complete` says, and that bash, zsh and fish themselves come to the same."""
import os
import re
import shlex
import shutil
import subprocess
import unittest

from lab import ROOT, SLOW, STEADY, main
from test_cli import CliTest, Terminal

SHARE = os.path.join(ROOT, "share")
BASH = os.path.join(SHARE, "bash-completion", "completions", "steady")
FISH = os.path.join(SHARE, "fish", "vendor_completions.d", "steady.fish")
ZSH = os.path.join(SHARE, "zsh", "site-functions")

SETTINGS = """[steady]
quiet = none
[checkin evening]
when = 21:30
protocol = evening
[checkin pull]
when = 03:00
protocol = urge
[nudge walk]
when = 12:00
[slot goodnight]
when = 22:15
was = our goodnight text
now = ten pages of a book
[plan late]
if = it is after ten
then = I call Sam
"""

# What no menu may say to whoever looks at the screen.
TELLING = re.compile(r"\b(urges?|messag\w*|missing|miss|need\w*|contact\w*|breakup|ex|lonely|slips?|crisis|helplines?|love\w*|"
                     r"gone|lost|feel\w*|frightened|reunion|steadiness)\b", re.I)

# Words typed, and what is offered; None at the end: among others.
OFFERS = [
    (["sched"], ["schedule"]),
    (["--"], ["--help", "--version"]),
    (["schedule", "e"], ["enable"]),
    (["schedule", "show", ""], ["checkin/evening", "checkin/pull", "nudge/walk", "slot/goodnight"]),
    (["schedule", "set", "nudge/walk", "--missed", "l"], ["latest"]),
    (["schedule", "set", "nudge/walk", "--missed=l"], ["--missed=latest"]),
    (["schedule", "set", "nudge/walk", "--missed", "=", "l"], ["latest"]),  # as bash takes it apart
    (["schedule", "set", "nudge/walk", "--topics", "night,bo"], ["night,body", None]),
    (["schedule", "--json", "show", "n"], ["nudge/walk"]),
    (["schedule", "--when", "21:30", "show", "n"], ["nudge/walk"]),
    (["show", "checkin/p"], ["checkin/pull"]),
    (["slot", "set", ""], ["goodnight"]),
    (["plan", "show", ""], ["late"]),
    (["urge", "--plan", ""], ["late"]),
    (["urge", "1"], ["1", "10"]),
    (["checkin", "e"], ["evening"]),
    (["checkin", "checkin/e"], ["checkin/evening"]),
    (["config", "set", "checkin/evening.prot"], ["checkin/evening.protocol"]),
    (["config", "set", "checkin/evening.protocol", "even"], ["evening"]),
    (["config", "set", "steady.discreet", ""], ["yes", "no"]),
    (["read", "the-even"], ["the-evening-hole"]),
    (["helplines", "d"], ["DE", "DK"]),
    (["contact", "--began", ""], ["me", "them", "chance"]),
    (["export", "--format", ""], ["jsonl", "csv"]),
    (["import", ""], ["<files>"]),
    (["read", "--", "--"], []),
    (["xyzzy", ""], []),
    (["complete", ""], []),
    (["pending", ""], []),
    (["answer", "99", ""], []),
    (["config", "set", "nonsense", ""], []),
]


class CompletionTest(CliTest):
    bus = False

    def setUp(self):
        self.lab.write_settings(SETTINGS)
        self.env = {**self.lab.env, "PATH": os.path.dirname(STEADY) + ":" + os.environ["PATH"], "TERM": "xterm"}

    def lines(self, *words):
        done = self.steady("complete", *words)
        self.assertEqual(done.stderr, "")
        return [line.split("\t") for line in done.stdout.splitlines()]

    def words(self, *words):
        return [line[0] for line in self.lines(*words)]

    def commands(self):
        return [word for word in self.words("") if word != "complete"]


class Offers(CompletionTest):
    def test_each_place_offers_what_fits_there(self):
        for typed, want in OFFERS:
            with self.subTest(" ".join(typed)):
                found = self.words(*typed)
                if want[-1:] == [None]:
                    self.assertEqual([], [word for word in want[:-1] if word not in found], found)
                else:
                    self.assertEqual(found, want)

    def test_every_verb_that_is_offered_stands_in_the_usage(self):
        for command in "backup config contact draft forget note plan schedule slot".split():
            usage = self.steady("help", command).stdout.splitlines()[0]
            for verb in self.words(command, ""):
                if verb != "<files>":
                    self.assertRegex(usage, rf"\b{verb}\b")

    def test_nothing_is_made_and_nothing_said_where_there_is_nothing_yet(self):
        os.unlink(self.lab.settings_path)
        for words in (("",), ("answer", ""), ("answer", "last", ""), ("schedule", "show", ""), ("plan", "show", ""), ("why", "")):
            self.lines(*words)
        self.assertFalse(os.path.exists(self.lab.store))
        self.assertIn("urge", self.commands())

    def test_settings_that_are_wrong_are_no_reason_to_speak(self):
        self.lab.write_settings("[nudge walk]\nwhen = whenever\n")
        self.assertEqual(self.lines("schedule", "show", ""), [])
        self.assertIn("urge", self.commands())

    def test_bytes_that_are_no_text_are_no_reason_to_crash(self):
        done = subprocess.run([STEADY, "complete", b"\xff"], env=self.env, capture_output=True, check=False)
        self.assertEqual(done.stdout, b"")
        self.assertIn(done.returncode, (0, 2))


class Discretion(CompletionTest):
    def options(self):
        """By command, as the manual page has them."""
        page = self.steady("manual", os.path.join(SHARE, "man", "man1", "steady.1")).stdout
        parts = re.split(r"^\.It Cm (\S+).*\n", page.partition("\n.Sh COMMANDS")[2].partition("\n.Sh OUTPUT")[0], flags=re.M)
        return {command: [name.replace("\\-", "--", 1) for name in re.findall(r"^\.It (?:Fl \w , )?Fl (\S+)", text, re.M)]
                for command, text in zip(parts[1::2], parts[2::2])}

    def test_every_command_offers_its_options_and_tells_a_stranger_nothing(self):
        menus = {command: self.lines(command, "--") for command in self.commands()}
        self.assertEqual({command: [line[0] for line in menu] for command, menu in menus.items()},
                         {command: [*options, "--help"] for command, options in self.options().items()})
        texts = [line[1] for menu in (*menus.values(), self.lines("")) for line in menu if len(line) > 1]
        self.assertGreater(len(texts), 80)
        for text in texts:
            self.assertNotRegex(text, TELLING)

    def test_every_command_is_described_all_the_same(self):
        self.assertEqual([line[0] for line in self.lines("") if len(line) < 2], [])

    def test_who_wants_the_open_words_has_them(self):
        self.lab.write_settings(SETTINGS.replace("[steady]", "[steady]\ndiscreet = no"))
        self.assertIn("message", dict(self.lines("urge"))["urge"])
        self.assertGreater(len(dict(self.lines("read", "the-even"))["the-evening-hole"]), 5)


class Waiting(CompletionTest):
    bus = True

    def test_prompts_that_wait_and_their_answers_are_offered(self):
        number = str(self.prompt("checkin/pull"))
        self.assertEqual(self.lines("answer", "")[0], ["last"])
        self.assertIn([number, "Is there a pull right now?"], self.lines("answer", ""))
        for which in (number, "last"):
            self.assertEqual([word.lower() for word in self.words("answer", which, "")], ["no", "some", "strong"])
        for command in ("dismiss", "snooze", "why"):
            self.assertIn(number, self.words(command, ""))

    def test_a_daemon_that_hangs_is_not_waited_for(self):
        daemon = self.start()
        number = str(self.show("checkin/pull"))
        daemon.freeze()
        try:
            self.assertIn(number, self.words("answer", ""))
        finally:
            daemon.thaw()

    def test_something_to_read_is_read_later_or_dismissed(self):
        number = str(self.prompt("nudge/walk"))
        self.assertEqual(self.words("answer", number, ""), ["read", "later", "dismiss"])


class Shells(CompletionTest):
    def need(self, shell):
        if not shutil.which(shell):
            raise unittest.SkipTest(f"{shell} is not installed")

    def shell(self, *argv):
        done = subprocess.run(argv, env=self.env, cwd=self.lab.home, capture_output=True, text=True, timeout=10 * SLOW,
                              stdin=subprocess.DEVNULL, check=False)
        return done.stdout.splitlines()

    def typed(self, shell, *lines):
        """What a line became by the tabs in it, said by `echo` at the prompt of a shell that is ready."""
        for line in lines:
            shell.type(f"{line}\x01echo be''gin \x05 e''nd\n")
            shell.expect("begin ")  # said: as typed, there are quotes in it
            begin = shell.seen
            shell.expect(" end")
            yield shell.text[begin:shell.seen - 4]

    def start_shell(self, name, *arguments, setup):
        self.need(name)
        shell = Terminal(self.lab, *arguments, program=name, PATH=self.env["PATH"])
        self.addCleanup(shell.close)
        shell.type(f"PS1='$ '; {setup}; echo rea''dy\n")
        shell.expect("ready", 10)
        return shell

    def offered(self, *argv, script):
        """What a shell offers for each of the first OFFERS; `script` makes shell code of one's words."""
        cases = OFFERS[:10]
        said = "\n".join(self.shell(*argv, "".join(f"echo '@'\n{script(words)}\n" for words, _ in cases)))
        return [(sorted(found.split("\n")), sorted(word for word in want if word), words)
                for found, (words, want) in zip(re.split(r"\n?^@\n?", said, flags=re.M)[1:], cases, strict=True)
                if None not in want and "=" not in words]

    def test_bash_offers_what_steady_does(self):
        self.need("bash")
        one = 'COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _steady; printf "%s\\n" "${COMPREPLY[@]}"'
        for found, want, words in self.offered("bash", "--norc", "-c", script=lambda words: (
                f"source {BASH}; COMP_WORDS=(steady {' '.join(map(shlex.quote, words))}); {one}")):
            self.assertEqual(found, want, words)

    def test_fish_offers_what_steady_does(self):
        self.need("fish")
        for found, want, words in self.offered("fish", "--no-config", "-c", script=lambda words: (
                f"source {FISH}; complete -C 'steady {' '.join(words)}' | string replace -r '\\t.*' ''")):
            self.assertEqual(found, want, words)

    LINES = {"steady schedule sh\tnu\t": "steady schedule show nudge/walk",
             "steady schedule set nudge/walk --missed=l\t": "steady schedule set nudge/walk --missed=latest",
             "steady slot set \t": "steady slot set goodnight",
             "steady ur\t--js\t": "steady urge --json",
             "steady import no\t": "steady import notes.jsonl"}

    def completes(self, shell):
        with open(os.path.join(self.lab.home, "notes.jsonl"), "w", encoding="utf-8"):
            found = list(self.typed(shell, *self.LINES))
        self.assertEqual(found, list(self.LINES.values()))

    def test_bash_completes_at_the_prompt(self):
        self.completes(self.start_shell("bash", "--norc", "--noprofile", "-i", setup=f"source {BASH}"))

    def test_zsh_completes_at_the_prompt_with_a_menu_of_neutral_words(self):
        zsh = self.start_shell("zsh", "-f", "-i", setup=f"fpath=({ZSH} $fpath); autoload -Uz compinit; compinit -u -D")
        self.completes(zsh)
        zsh.type("steady con\t\t")
        zsh.expect("look at the settings, or change them")

    def test_answers_of_several_words_are_quoted(self):
        self.lab.start_bus()
        self.lab.write_protocol("drive", "[protocol]\ntitle = A question\nfirst = acted\n[item acted]\ntype = choice\n"
                                "ask = What did you do?\nchoices = no, yes\nnext = end\nlabel.no = Let it pass\nlabel.yes = Went along\n")
        self.lab.write_settings("[steady]\nquiet = none\n[checkin drive]\nwhen = 21:30\nprotocol = drive\n")
        self.prompt("checkin/drive")
        want = "steady answer last Let it pass"
        bash = self.start_shell("bash", "--norc", "--noprofile", "-i", setup=f"source {BASH}")
        self.assertEqual(list(self.typed(bash, "steady answer last L\t", "steady answer last Let\\ i\t",
                                         "steady answer last 'Let i\t")), [want] * 3)
        zsh = self.start_shell("zsh", "-f", "-i", setup=f"fpath=({ZSH} $fpath); autoload -Uz compinit; compinit -u -D")
        self.assertEqual(list(self.typed(zsh, "steady answer last L\t", "steady answer last Let\\ i\t",
                                         "steady answer last 'Let i\t")), [want] * 3)

    def test_fish_offers_files_where_files_are_wanted(self):
        self.need("fish")
        with open(os.path.join(self.lab.home, "notes.jsonl"), "w", encoding="utf-8"):
            found = self.shell("fish", "--no-config", "-c", f"source {FISH}; complete -C 'steady import no'; complete -C 'steady show no'")
        self.assertEqual(found, ["notes.jsonl"])


if __name__ == "__main__":
    main()
