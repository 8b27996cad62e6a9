/* entries.h - what notes and drafts have in common: writing one, finding one, burning one. */
#pragma once
#include "cli/cli.h"
#include "core/store-entries.h"

typedef struct EntryWords {
	EntryKind   kind;
	const char *name;  /* "draft" */
	const char *kept;  /* what is said after its number once it is written */
} EntryWords;

/* Where the editor works: in memory, where the session has such a folder, so that nothing of it reaches the disk. Free it. */
char *entry_folder(const Cli *cli);
typedef struct Written {
	char *text; /* NULL: nothing was written, or it went wrong, and was said */
	char *file; /* of the editor, which holds it until it is kept; NULL: there was none */
} Written;
void written_clear(Written *written);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Written, written_clear)

/* Text from the person: of standard input where it is no terminal, of one line where `line`, else of their editor, which opens with `head` as
 * comments. */
Written entry_write(const Cli *cli, const EntryWords *words, const char *question, const char *head, gboolean line);
/* Into the store, and then out of the editor's file. An exit code. */
int   entry_keep(const Cli *cli, const EntryWords *words, const char *prompt, const Written *written);

/* Of Entry, owned; empty where nothing was ever recorded; NULL after saying what is wrong. */
GPtrArray *entries_load(const Cli *cli, EntryKind kind);
/* "3" or "last"; NULL after saying what is wrong. */
const Entry *entries_find(const EntryWords *words, const GPtrArray *entries, const char *word);

void entry_print(const Cli *cli, const Entry *entry);
/* Finishes what an earlier burning or forgetting, broken off, left to do. TRUE: there was such a one, and it is finished, as was said. */
gboolean entries_finish_burning(const Cli *cli);
int  entry_burn(const Cli *cli, const EntryWords *words, const Entry *entry, gboolean yes);
