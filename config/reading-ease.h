/* reading-ease.h - how easily an English text is read. Pure.
 *
 * Flesch's formula: 206.835 - 1.015 * (words / sentences) - 84.6 * (syllables / words)
 * (R. Flesch, A new readability yardstick, Journal of Applied Psychology 32 (1948), 221-233). 100 is very easy, 60 to 70 plain
 * English, 30 difficult. Syllables are counted by rule from the letters, so that single words can be off by one: the number is
 * for texts of a few hundred words, and no more exact than two or three points. */
#pragma once
#include <glib.h>

/* For German: 180 - (words / sentences) - 58.5 * (syllables / words)  (T. Amstad, Wie verständlich sind unsere Zeitungen?, Zürich
 * 1978); vowels that stand together count as one syllable. */
double reading_ease_german(const char *text);
int    reading_syllables(const char *word); /* of a word in letters a to z of either case, at least 1 */
double reading_ease(const char *text);      /* a sentence ends with . ! ? or a line; 100 where there are no words */
