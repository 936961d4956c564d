/* Byte tables and the small questions that all parts of the tokenizer ask. */
#include "token_scan.h"

/* clang-format off */
#define SP NG_BYTE_SPACE
#define CT NG_BYTE_CONTROL
#define WD NG_BYTE_WORD
#define RN NG_BYTE_RUN
#define SG NG_BYTE_SINGLE
#define HI NG_BYTE_HIGH
#define HI16 HI, HI, HI, HI, HI, HI, HI, HI, HI, HI, HI, HI, HI, HI, HI, HI

const uint8_t ng_byte_kinds[256] = {
    /* 00 */ CT, CT, CT, CT, CT, CT, CT, CT, CT, SP, SP, SP, SP, SP, CT, CT,
    /* 10 */ CT, CT, CT, CT, CT, CT, CT, CT, CT, CT, CT, CT, CT, CT, CT, CT,
    /*  ! */ SP, NG_BYTE_MARK, NG_BYTE_DOUBLE, RN, RN, SG, SG, NG_BYTE_APOSTROPHE,
    /*  ( */ NG_BYTE_OPEN, NG_BYTE_CLOSE, RN, SG, NG_BYTE_COMMA, NG_BYTE_HYPHEN, NG_BYTE_DOT, SG,
    /*  0 */ WD, WD, WD, WD, WD, WD, WD, WD, WD, WD, NG_BYTE_COMMA, NG_BYTE_COMMA, RN, RN, RN, NG_BYTE_MARK,
    /*  @ */ SG, WD, WD, WD, WD, WD, WD, WD, WD, WD, WD, WD, WD, WD, WD, WD,
    /*  P */ WD, WD, WD, WD, WD, WD, WD, WD, WD, WD, WD, NG_BYTE_OPEN, SG, NG_BYTE_CLOSE, RN, RN,
    /*  ` */ NG_BYTE_BACKTICK, WD, WD, WD, WD, WD, WD, WD, WD, WD, WD, WD, WD, WD, WD, WD,
    /*  p */ WD, WD, WD, WD, WD, WD, WD, WD, WD, WD, WD, NG_BYTE_OPEN, RN, NG_BYTE_CLOSE, RN, CT,
    HI16, HI16, HI16, HI16, HI16, HI16, HI16, HI16};

#undef SP
#undef CT
#undef WD
#undef RN
#undef SG

#define SP NG_BF_SPACE
#define UP NG_BF_UPPER | NG_BF_LOCAL
#define LO NG_BF_LOWER | NG_BF_LOCAL
#define DG NG_BF_DIGIT | NG_BF_LOCAL
#define JN NG_BF_JOINER
#define JL NG_BF_JOINER | NG_BF_LOCAL
#undef HI
#define HI NG_BF_HIGH | NG_BF_JOINER

const uint8_t ng_byte_flags[256] = {
    /* 00 */ 0, 0, 0, 0, 0, 0, 0, 0, 0, SP, SP, SP, SP, SP, 0, 0,
    /* 10 */ 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    /*  ! */ SP, 0, 0, 0, JN, NG_BF_LOCAL, JN, JN,
    /*  ( */ 0, 0, JN, NG_BF_LOCAL, JN, JL, JL, JN,
    /*  0 */ DG, DG, DG, DG, DG, DG, DG, DG, DG, DG, JN, 0, 0, 0, 0, 0,
    /*  @ */ JN, UP, UP, UP, UP, UP, UP, UP, UP, UP, UP, UP, UP, UP, UP, UP,
    /*  P */ UP, UP, UP, UP, UP, UP, UP, UP, UP, UP, UP, 0, 0, 0, 0, JL,
    /*  ` */ 0, LO, LO, LO, LO, LO, LO, LO, LO, LO, LO, LO, LO, LO, LO, LO,
    /*  p */ LO, LO, LO, LO, LO, LO, LO, LO, LO, LO, LO, 0, 0, 0, 0, 0,
    HI16, HI16, HI16, HI16, HI16, HI16, HI16, HI16};
/* clang-format on */

ng_char_class
ng_token_class_at(const char *p, const char *end)
{
    return p < end ? ng_char_class_of(ng_utf8_next(&p, end)) : NG_CHAR_SPACE;
}

ng_char_class
ng_token_class_before(const char *begin, const char *p)
{
    if (p == begin)
        return NG_CHAR_SPACE;
    if (!(ng_flags_at(p - 1) & NG_BF_HIGH))
        return ng_char_class_of((unsigned char)p[-1]);
    return ng_char_class_of(ng_utf8_before(begin, p));
}

bool
ng_token_word_at(const char *p, const char *end)
{
    if (p == end)
        return false;
    if (ng_flags_at(p) & NG_BF_HIGH)
        return ng_is_word_class(ng_token_class_at(p, end));
    return (ng_flags_at(p) & NG_BF_WORD) != 0;
}

bool
ng_token_letter_at(const char *p, const char *end)
{
    ng_char_class c;

    if (p == end)
        return false;
    if (!(ng_flags_at(p) & NG_BF_HIGH))
        return (ng_flags_at(p) & NG_BF_LETTER) != 0;
    c = ng_token_class_at(p, end);
    return c == NG_CHAR_UPPER || c == NG_CHAR_LOWER || c == NG_CHAR_LETTER || c == NG_CHAR_MARK;
}

size_t
ng_token_apostrophe_len(const char *p, const char *end)
{
    const char *q = p;

    if (p >= end)
        return 0;
    if (*p == '\'')
        return 1;
    if (!(ng_flags_at(p) & NG_BF_HIGH) ||
        ng_char_class_of(ng_utf8_next(&q, end)) != NG_CHAR_APOSTROPHE)
        return 0;
    return (size_t)(q - p);
}
