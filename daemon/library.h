/* library.h - what prompts are made of: the articles and the protocols, read when the settings are. */
#pragma once
#include "config/articles.h"
#include "config/protocols.h"

typedef struct Library {
	GPtrArray  *articles;  /* of Article */
	GHashTable *protocols; /* name -> Protocol */
} Library;

Library *library_load(const Paths *paths, Problems *problems); /* what is broken is left out and told of */
void     library_free(Library *library);                      /* NULL is fine */
const Protocol *library_protocol(const Library *library, const char *name); /* NULL: none */
