#!/usr/bin/python3
"""Articles: how one is drawn and told of, the person's own, what helped, and the page in a real browser."""
import os
import shutil
import subprocess

import lab

ARTICLE = """---
title = {title}
neutral = First lines of {title}
neutral = Second lines of {title}
open = Open lines of {title}
topics = {topic}
minutes = 2
action = Water one plant.
---

Some words about {title}.
"""
BROWSER = next((tool for tool in ("chromium", "chromium-browser", "google-chrome") if shutil.which(tool)), None)
IDENTIFY = next((words for words in (["identify-im6"], ["magick", "identify"], ["identify"]) if shutil.which(words[0])), None)


class Library(lab.LabTest):
    def write_article(self, name, title, topic="garden"):
        folder = os.path.join(self.lab.env.get("XDG_DATA_HOME", os.path.join(self.lab.home, ".local/share")), "steady/articles")
        os.makedirs(folder, 0o700, exist_ok=True)
        with open(os.path.join(folder, name + ".md"), "w", encoding="utf-8") as out:
            out.write(ARTICLE.format(title=title, topic=topic))

    def begin(self, topics="garden"):
        self.server = self.lab.start_fake_server()
        self.lab.write_settings(lab.QUIET_SETTINGS + f"\n[nudge mine]\nwhen = 03:00\ntopics = {topics}\n")
        return self.lab.start_steadyd()

    def show(self):
        number = self.lab.steady("ShowNow", "(s)", "nudge/mine")[0]
        return self.lab.eventually(lambda: self.lab.rows("SELECT * FROM decision WHERE id = ? AND shown IS NOT NULL", number))[0]

    def press(self, row, text, key, after=0):
        self.server.say(f"act {self.server.shown(text, after=after)['id']} {key}")
        self.lab.eventually(lambda: self.lab.rows("SELECT id FROM decision WHERE id = ? AND closed IS NOT NULL", row["id"]))

    def test_the_draw_is_recorded_with_its_chance_and_why_says_it(self):
        for name in ("pots", "seeds", "soil", "spade"):
            self.write_article(name, name)
        self.begin()
        row = self.show()
        self.assertEqual(row["content_among"], 4)
        self.assertAlmostEqual(row["content_probability"], 0.25, 3)
        why = self.lab.run_steady("why", str(row["id"])).stdout
        self.assertIn("drawn from 4 that fit (garden), chance 1 in 4; not seen before", why)

    def test_each_comes_once_and_its_texts_take_turns(self):
        self.write_article("pots", "Pots")
        self.write_article("seeds", "Seeds")
        self.begin()
        seen = []
        for text in ("First lines", "First lines", "Second lines", "Second lines", "First lines"):
            row = self.show()
            title = row["content"].capitalize()
            self.server.shown(f"{text} of {title}", after=len(seen))
            pending = self.lab.run_steady("pending").stdout
            self.assertIn(f"{text} of {title}", pending)
            self.press(row, f"{text} of {title}", "dismiss", after=len(seen))
            seen.append(row["content"])
        self.assertEqual({*seen[:2]}, {"pots", "seeds"})
        self.assertEqual({*seen[2:4]}, {"pots", "seeds"})

    def test_an_article_written_meanwhile_is_there_at_the_next_prompt(self):
        self.write_article("pots", "Pots")
        self.begin()
        row = self.show()
        self.assertEqual((row["content"], row["content_among"]), ("pots", 1))
        self.press(row, "First lines of Pots", "dismiss")
        self.write_article("seeds", "Seeds")
        row = self.show()
        self.assertEqual((row["content"], row["content_among"]), ("seeds", 1))

    def test_what_was_read_last_can_be_said_to_have_helped(self):
        self.write_article("pots", "Pots")
        self.begin()
        failed = self.lab.run_steady("read", "--helped", "yes")
        self.assertEqual((failed.returncode, failed.stdout), (1, ""))
        row = self.show()
        self.press(row, "First lines of Pots", "read")
        self.assertIn("pots helped", self.lab.run_steady("read", "--helped", "yes").stderr)
        self.lab.run_steady("read", "pots", "--helped", "no")
        self.assertEqual([(r["kind"], r["name"], r["value"], r["decision"]) for r in self.lab.rows("SELECT * FROM outcome ORDER BY id")],
                         [("article", "pots", "helpful", row["id"]), ("article", "pots", "unhelpful", None)])
        self.assertIn("Some words about Pots", self.lab.run_steady("read", "last").stdout)

    def test_the_terminal_asks_with_one_key_once_a_day(self):
        self.write_article("pots", "Pots")
        reader = lab.TerminalProgram(self.lab, "read", [lab.STEADY, "read", "pots"], PAGER="")
        reader.says("Did this help?")
        reader.type("y")
        reader.wait()
        self.assertEqual([r["value"] for r in self.lab.rows("SELECT * FROM outcome")], ["helpful"])
        self.assertTrue(reader.restored())
        again = lab.TerminalProgram(self.lab, "again", [lab.STEADY, "read", "pots"], PAGER="")
        again.wait()
        self.assertNotIn("Did this help?", again.log())

    def test_any_other_key_leaves_it_open(self):
        self.write_article("pots", "Pots")
        reader = lab.TerminalProgram(self.lab, "read", [lab.STEADY, "read", "pots"], PAGER="")
        reader.says("Did this help?")
        reader.type("\x03")
        reader.wait()
        self.assertTrue(reader.restored())
        self.assertFalse(os.path.exists(os.path.join(self.lab.home, ".local/share/steady/steady.db")))

    def test_ones_own_are_looked_through_by_lint_for_less(self):
        self.write_article("pots", "Pots")
        done = self.lab.run_steady("lint", "--own")
        self.assertEqual((done.returncode, done.stdout), (0, ""))
        self.write_article("seeds", "When you miss them")
        done = self.lab.run_steady("lint", "--own")
        self.assertEqual(done.returncode, 1)
        self.assertIn("seeds.md:3: the neutral text tells a stranger: 'miss'", done.stdout)


class Page(lab.LabTest):
    """What a browser makes of an article, in both schemes and on paper."""

    def setUp(self):
        if not BROWSER:
            self.skipTest("there is no Chromium here")
        self.page = self.lab.path("page.html")
        with open(self.page, "w", encoding="utf-8") as out:
            out.write(self.lab.run_steady("read", "missing-or-needing", "--html").stdout)

    def browse(self, *options):
        return subprocess.run([BROWSER, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--hide-scrollbars",
                               "--disable-dev-shm-usage", f"--user-data-dir={self.lab.path('browser')}", *options,
                               "file://" + self.page], env={**self.lab.env, "PATH": os.environ["PATH"]}, capture_output=True,
                              encoding="utf-8", errors="replace", timeout=60, check=True).stdout

    def brightness(self, scheme):
        """0 black, 1 white; the picture lies in the logs. Schemes are Chromium's own numbers."""
        shot = self.lab.path("logs", f"page-{scheme}.png")
        self.browse("--window-size=900,2400", f"--screenshot={shot}",
                    f"--blink-settings=preferredColorScheme={({'dark': 0, 'light': 1})[scheme]}")
        return float(subprocess.run([*IDENTIFY, "-format", "%[fx:mean]", shot], capture_output=True, text=True, check=True).stdout)

    def test_the_page_is_light_or_dark_as_the_desktop_is(self):
        self.assertGreater(self.brightness("light"), 0.85)
        self.assertLess(self.brightness("dark"), 0.25)

    def test_the_page_has_its_text_its_box_and_a_title_that_tells_nothing(self):
        page = self.browse("--dump-dom")
        for words in ("<title>A short read</title>", "Missing or needing?", '<section class="action">', "Sources"):
            self.assertIn(words, page)
        self.assertNotIn("<script", page)

    def test_the_page_can_be_printed(self):
        paper = self.lab.path("logs", "page.pdf")
        self.browse("--no-pdf-header-footer", f"--print-to-pdf={paper}")
        with open(paper, "rb") as out:
            self.assertEqual(out.read(5), b"%PDF-")


if __name__ == "__main__":
    lab.main()
