/*
 * lexc OUT.ngx [METADATA] < entries.tsv: compile a lexicon.
 *
 * A line has seven fields: surface, class ("country"), label ("GPE" or "-"),
 * flags ("D" decides, "A" ambiguous, both or "-"), case ("any", "initial",
 * "upper", "exact"), canonical name, identifier; the last two may be empty.  Entries of one
 * surface keep the order of their lines.  Prints figures of the result.
 */
#include "lexicon.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const label_names[NG_N_LABELS] = {
    "PERSON",      "NORP",     "FAC",      "ORG",   "GPE",    "LOC",     "PRODUCT", "EVENT",
    "WORK_OF_ART", "LAW",      "LANGUAGE", "DATE",  "TIME",   "PERCENT", "MONEY",   "QUANTITY",
    "ORDINAL",     "CARDINAL", "URL",      "EMAIL", "HANDLE", "HASHTAG", "PHONE"};

static const char *const case_names[] = {"any", "initial", "upper", "exact"};

static int
index_of(const char *name, const char *const *names, int n)
{
    for (int i = 0; i < n; i++) {
        if (strcmp(name, names[i]) == 0)
            return i;
    }
    return -1;
}

static int
class_of(const char *name)
{
    for (unsigned i = 0; ng_lex_class_name(i) != NULL; i++) {
        if (strcmp(name, ng_lex_class_name(i)) == 0)
            return (int)i;
    }
    return -1;
}

/* Cut `line` at tabs, in place; how many fields there are, at most `max`. */
static int
split(char *line, char **fields, int max)
{
    int n = 0;

    line[strcspn(line, "\r\n")] = '\0';
    while (n < max) {
        char *const tab = strchr(line, '\t');

        fields[n++] = line;
        if (tab == NULL)
            break;
        *tab = '\0';
        line = tab + 1;
    }
    return n;
}

static ng_status
add_line(ng_lexicon_builder *builder, char *line)
{
    char *f[7];
    int class_id, label, case_rule;
    unsigned flags = 0;

    if (split(line, f, 7) != 7)
        return NG_ERR_ARGUMENT;
    class_id = class_of(f[1]);
    label = strcmp(f[2], "-") == 0 ? NG_LABEL_NONE : index_of(f[2], label_names, NG_N_LABELS);
    case_rule = index_of(f[4], case_names, (int)(sizeof case_names / sizeof case_names[0]));
    if (class_id < 0 || label < 0 || case_rule < 0)
        return NG_ERR_ARGUMENT;
    if (strchr(f[3], 'D') != NULL)
        flags |= NG_LEX_DECIDES;
    if (strchr(f[3], 'A') != NULL)
        flags |= NG_LEX_AMBIGUOUS;
    return ng_lexicon_builder_add(builder, f[0], strlen(f[0]), (ng_lex_class)class_id,
                                  (unsigned)label, flags, (ng_lex_case)case_rule, f[5], f[6]);
}

static int
read_entries(ng_lexicon_builder *builder, FILE *in)
{
    static char line[1 << 16];

    for (unsigned long n = 1; fgets(line, sizeof line, in) != NULL; n++) {
        const ng_status status = add_line(builder, line);

        if (status != NG_OK) {
            fprintf(stderr, "line %lu (%.60s): %s\n", n, line, ng_status_text(status));
            return 1;
        }
    }
    return 0;
}

int
main(int argc, char **argv)
{
    ng_lexicon_builder *const builder = ng_lexicon_builder_new(NULL);
    const char *const metadata = argc > 2 ? argv[2] : "";
    ng_lexicon *lexicon = NULL;
    ng_lexicon_info info;
    ng_error error;

    if (argc < 2 || builder == NULL) {
        fprintf(stderr, "usage: lexc OUT.ngx [METADATA] < entries.tsv\n");
        return 2;
    }
    if (read_entries(builder, stdin) != 0)
        return 1;
    if (ng_lexicon_builder_write(builder, metadata, strlen(metadata), argv[1], &error) != NG_OK ||
        ng_lexicon_open(argv[1], NULL, &lexicon, &error) != NG_OK) {
        fprintf(stderr, "%s: %s\n", argv[1], error.message);
        return 1;
    }
    ng_lexicon_get_info(lexicon, &info);
    printf("%s: %zu bytes, %zu surfaces, %zu words, %zu nodes, %zu entries\n", argv[1],
           info.n_bytes, info.n_surfaces, info.n_words, info.n_nodes, info.n_entries);
    ng_lexicon_free(lexicon);
    ng_lexicon_builder_free(builder);
    return 0;
}
