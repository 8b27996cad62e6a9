/* screen.h - a terminal to print on and to read single keys or lines from, without ever waiting for it. */
#pragma once
#include <glib.h>

typedef struct Screen Screen;

typedef enum { SCREEN_KEYS, SCREEN_LINES } ScreenMode;

typedef struct ScreenEvents {
	gpointer self;
	void (*key)(gpointer self, char key);          /* printable ASCII only */
	void (*line)(gpointer self, const char *line); /* valid UTF-8, no control characters, without its end */
	void (*too_long)(gpointer self);               /* a line that the terminal would have cut */
} ScreenEvents;

Screen *screen_new(const ScreenEvents *events); /* on stdin and stdout */
gboolean screen_reads(const Screen *screen);    /* somebody can answer here */
void screen_set_mode(Screen *screen, ScreenMode mode);
int screen_columns(const Screen *screen); /* at most 80 */

/* Prints plain text that holds no control characters but line ends. What a stopped terminal does not take waits, up to
 * SCREEN_MAX_WAITING bytes; more than that is dropped. */
void screen_print(Screen *screen, const char *text);
void screen_dim(Screen *screen, const char *text); /* less important, where there is colour */
void screen_bold(Screen *screen, const char *text);
void screen_free(Screen *screen); /* the terminal is as it was */

#define SCREEN_MAX_WAITING (64 * 1024)
