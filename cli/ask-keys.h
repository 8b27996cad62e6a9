/* ask-keys.h - single keys from the terminal, which is as it was after keys_close(). While they are open what would end the
 * program (Ctrl-C, SIGTERM, a terminal that closes) comes as KEY_STOP. */
#pragma once
#include <glib.h>

/* Printable ASCII stands for itself. */
enum { KEY_NONE = 0, KEY_ENTER = '\n', KEY_UP = 256, KEY_DOWN, KEY_LEFT, KEY_RIGHT, KEY_RUBOUT, KEY_STOP };

typedef struct Keys Keys;

Keys *keys_open(void); /* on stdin; NULL where it is no terminal */
int   keys_next(Keys *keys); /* waits; KEY_NONE: a key that means nothing here */
void  keys_close(Keys *keys); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Keys, keys_close)
