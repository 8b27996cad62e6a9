/* words.h - how times are said in plain English: lists, ordinals, weekdays, dates. Pure. Everything returned is to be freed. */
#pragma once
#include "core/units.h"

extern const char *const weekday_words[7]; /* "Monday" .. "Sunday" */
extern const char *const month_words[12];  /* "January" .. */

char *words_joined(GPtrArray *words);      /* "a", "a and b", "a, b and c"; takes the array over */
char *words_ordinal(int n);                /* "1st", "22nd" */
char *words_nth(int n);                    /* "second", "third" up to tenth, else "11th" */
char *words_weekdays(guint weekdays, gboolean any_of); /* bit 0 Monday: "Monday to Friday", "Monday and Thursday" ("... or ...") */
/* The next run of neighbours behind `*last` (-1 at first): "Mon..Fri" is one, 0 to 4. FALSE: there is none. */
gboolean weekdays_run(guint weekdays, int *first, int *last);
char *words_date(int day);                 /* days since 1970: "6 January 2026" */
/* The bits of a mask as numbers from `first` on, each said by `say`: "3", "1 and 15", "9 to 17", "every second day from 1 to 31". */
char *words_values(guint64 mask, int first, const char *noun, char *(*say)(int value));
