/* memory.h - memory that is taken and given back quickly, for a program of one thread that does little else. */
#pragma once

void memory_be_quick(void); /* before SQLite is used at all */
