#include "cli/ask-keys.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <termios.h>
#include <unistd.h>

#define REST_OF_KEY 50 /* ms: what follows an Escape by then is an arrow key, and no Escape */

struct Keys {
	struct termios before;
	sigset_t blocked_before;
	int signals; /* what would end the program, as a descriptor */
};

Keys *keys_open(void)
{
	Keys *keys = g_new0(Keys, 1);
	struct termios now;
	sigset_t ends;

	if (tcgetattr(STDIN_FILENO, &keys->before) < 0)
		return g_free(keys), NULL;
	sigemptyset(&ends);
	sigaddset(&ends, SIGINT);
	sigaddset(&ends, SIGTERM);
	sigaddset(&ends, SIGHUP);
	sigaddset(&ends, SIGQUIT);
	sigprocmask(SIG_BLOCK, &ends, &keys->blocked_before);
	keys->signals = signalfd(-1, &ends, SFD_CLOEXEC);
	now = keys->before;
	now.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
	now.c_cc[VSUSP] = _POSIX_VDISABLE; /* a shell would come back to a terminal without echo */
	now.c_cc[VMIN] = 1;
	now.c_cc[VTIME] = 0;
	tcsetattr(STDIN_FILENO, TCSADRAIN, &now);
	return keys;
}

void keys_close(Keys *keys)
{
	if (!keys)
		return;
	tcsetattr(STDIN_FILENO, TCSADRAIN, &keys->before);
	close(keys->signals);
	sigprocmask(SIG_SETMASK, &keys->blocked_before, NULL); /* what was waiting ends the program here */
	g_free(keys);
}

/* A byte; -1: none came in time (`patience` in ms, -1: as long as it takes), the terminal is gone, or a signal waits. */
static int next_byte(Keys *keys, int patience)
{
	struct pollfd fds[] = { { STDIN_FILENO, POLLIN, 0 }, { keys->signals, POLLIN, 0 } };
	guchar byte;
	int ready;

	do
		ready = poll(fds, G_N_ELEMENTS(fds), patience);
	while (ready < 0 && errno == EINTR);
	if (ready <= 0 || fds[1].revents || !fds[0].revents)
		return -1;
	return read(STDIN_FILENO, &byte, 1) == 1 ? byte : -1;
}

/* "\033[A", "\033OA", "\033[1;2A", "\033[3~": the last byte tells. */
static int arrow(Keys *keys)
{
	static const int arrows[] = { KEY_UP, KEY_DOWN, KEY_RIGHT, KEY_LEFT };
	int byte = next_byte(keys, REST_OF_KEY);

	if (byte != '[' && byte != 'O')
		return KEY_NONE;
	do
		byte = next_byte(keys, REST_OF_KEY);
	while (byte >= 0 && byte < '@');
	return byte >= 'A' && byte <= 'D' ? arrows[byte - 'A'] : KEY_NONE;
}

int keys_next(Keys *keys)
{
	int byte = next_byte(keys, -1);

	switch (byte) {
	case -1:
	case 4: /* Ctrl-D */
		return KEY_STOP;
	case '\r':
	case '\n':
		return KEY_ENTER;
	case '\b':
	case 127:
		return KEY_RUBOUT;
	case 27:
		return arrow(keys);
	}
	return byte >= ' ' && byte < 127 ? byte : KEY_NONE;
}
