/* result.h - what a command that changed one thing prints with --json; each is an exit code, EXIT_DONE. */
#pragma once
#include "cli/cli.h"

int result_id(const char *key, gint64 id);                 /* {"prompt":5} */
int result_text(const char *key, const char *text);        /* {"path":"/..."}; NULL: null */
/* {"prompt":5,"until":"2026-11-23T14:00:00+01:00","until_epoch":...}; `id` 0: without it, `until` 0 or TIME_NEVER: null */
int result_until(const Cli *cli, const char *key, gint64 id, gint64 until);
/* {"paused":true,"hidden":false,"until":...} */
int result_pause(const Cli *cli, gboolean paused, gboolean hidden, gint64 until);
/* {"prompt":5,"late":false,"next":"missing-calm"}; `next` NULL or "": null, nothing more is asked */
int result_answer(gint64 prompt, gboolean late, const char *next);
