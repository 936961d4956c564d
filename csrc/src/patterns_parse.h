/* Between the two halves of the compiler: what it reads, and the program it makes. */
#ifndef NG_PATTERNS_PARSE_H
#define NG_PATTERNS_PARSE_H

#include "patterns.h"

/* Limits; docs/patterns.md says them too. */
#define NG_PATTERN_MAX_TEXT (16u << 20)
#define NG_PATTERN_MAX_RULES 65536
#define NG_PATTERN_MAX_RULE_CODE 4096
#define NG_PATTERN_MAX_CODE (1u << 18)
#define NG_PATTERN_MAX_DEPTH 32
#define NG_PATTERN_MAX_SETS 64
#define NG_PATTERN_MAX_NAME 63
#define NG_PATTERN_MAX_VALUE 255

/* What a name stands for: `let` or `words`. */
typedef struct ng_pattern_name {
    uint32_t start, n_bytes; /* of chars */
    uint32_t first_code, n_code; /* of named_code */
    uint8_t reading; /* NG_READS_PLAIN ... */
    bool nullable;
} ng_pattern_name;

/* A group that is open. */
typedef struct ng_pattern_frame {
    uint32_t start;   /* where its code begins, behind prefixes */
    uint32_t whole;   /* with them */
    uint32_t branch;  /* where the branch at hand begins */
    uint32_t pending; /* the last JUMP to its end, plus 1; they are chained by arg */
    int slot;         /* of its name; 0: none; -1: it is the span */
    bool glued;       /* a mark stands before it */
    bool nullable;    /* a branch that is closed is */
    bool branch_nullable, branch_empty;
    const char *where; /* its bracket */
} ng_pattern_frame;

typedef struct ng_pattern_parser {
    ng_patterns *x;
    const char *text, *end, *p;
    ng_error *error;
    ng_status status; /* of what failed; NG_OK: nothing */
    ng_pattern_code *code; /* of the pattern at hand: NG_PATTERN_MAX_RULE_CODE of them */
    ng_pattern_code *copy; /* the same, for repeats */
    uint32_t n;
    uint8_t reading;
    bool has_span, in_rule;
    ng_pattern_row *row; /* whose groups are named */
    ng_pattern_frame frames[NG_PATTERN_MAX_DEPTH];
    int depth;
    ng_pattern_code *named_code;
    size_t n_named, cap_named;
    ng_pattern_name *names;
    size_t n_names, cap_names;
    uint32_t n_sets;
    ng_doc *doc; /* to cut quoted text into atoms */
    uint32_t *ids; /* rules by their id, plus 1 */
    size_t n_id_slots;
} ng_pattern_parser;

/* Refuse the text at `where`; false. */
bool ng_pattern_fail(ng_pattern_parser *p, const char *where, const char *format, ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 3, 4)))
#endif
    ;
bool ng_pattern_no_memory(ng_pattern_parser *p);

/* Over white space and comments; a line break only if the next line that is not empty is
   indented.  Whether the statement goes on. */
bool ng_pattern_skip(ng_pattern_parser *p);
bool ng_pattern_is_name_char(char c);
/* How many bytes at p are a name: a letter, then letters, digits and "_". */
size_t ng_pattern_name_len(const ng_pattern_parser *p);
const ng_pattern_name *ng_pattern_find_name(const ng_pattern_parser *p, const char *s, size_t n);

/* A quoted text at p: its characters without escapes into `to` (of n_to bytes), *n of them. */
bool ng_pattern_quoted(ng_pattern_parser *p, char *to, size_t n_to, size_t *n);

/* Append an instruction. */
bool ng_pattern_emit(ng_pattern_parser *p, ng_pattern_op op, uint8_t min, uint8_t max, int32_t arg);
/* The atoms of a quoted text, each taken; `set` >= 0: of one atom, put into the set instead,
   *is_word says so. */
bool ng_pattern_literal(ng_pattern_parser *p, const char *where, const char *s, size_t n,
                        bool exact, int set, bool *is_word);
/* A pattern up to "=>" or the end of the statement, into code. */
bool ng_pattern_parse(ng_pattern_parser *p, bool *nullable);
/* Close over the branches of the group; `n` is its end. */
bool ng_pattern_branch(ng_pattern_parser *p, ng_pattern_frame *f);
void ng_pattern_join(ng_pattern_parser *p, ng_pattern_frame *f);

#endif
