/* care.h - what is said after an answer, once: that fewer prompts come, or that there is somebody to talk to. */
#pragma once
#include "cli/cli.h"

/* After a command that may have kept an answer; does nothing after any other. Silent where the store cannot be read. */
void care_follow(const Cli *cli, const Command *command);
/* Whom the other has frightened: who is there to talk to, and what to read, ahead of what is about them; silent where nobody sits there. */
void care_say_first(const Cli *cli);
/* The lines, where answers were as strong as can be again and again, once a day at most; they are written to stderr. */
void care_offer_lines(const Cli *cli);
