/* number.h - numbers read by GLib, safe where threads begin. */
#pragma once

/* To be called first in a program, before any thread. GLib makes its C locale at the first number that it reads, between clearing
 * errno and looking at it: a thread that begins something at that moment has g_ascii_string_to_signed() refuse a good number
 * (seen with GLib 2.74). */
void number_begin(void);
