/* schedule-book.h - the schedules as they stand in the settings, with their next moments, for `steady schedule`. */
#pragma once
#include "cli/upcoming.h"
#include "config/ini.h"

typedef struct Book {
	const Cli *cli;
	Settings  *settings;
	Upcoming  *upcoming; /* its `next` goes with settings->schedules */
	IniFile   *file;     /* the whens as the person wrote them */
} Book;

gboolean book_open(const Cli *cli, Book *book); /* FALSE after saying why */
void     book_clear(Book *book);
int      book_find(const Book *book, const char *word); /* place of "checkin/evening", or of "evening" where only one is
                                                           called so; -1 after saying what is wrong */
void     book_list(const Book *book);
void     book_show(const Book *book, guint i);
void     book_json(const Book *book, int only); /* all of them where `only` < 0 */
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Book, book_clear)
