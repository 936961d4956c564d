/* Tests ng_char_class_of() on the characters that its definition names, and
   that what is no character has no properties. */
#include "unicode.h"
#include "utf8.h"

#include <stdio.h>

static int n_failures;

static void
expect(uint32_t cp, ng_char_class expected)
{
    const ng_char_class found = ng_char_class_of(cp);

    if (found != expected) {
        printf("FAIL U+%04X: class %d, expected %d\n", (unsigned)cp, (int)found, (int)expected);
        n_failures++;
    }
}

static void
expect_all(const char *text, ng_char_class expected)
{
    while (*text)
        expect((unsigned char)*text++, expected);
}

static void
test_ascii(void)
{
    expect_all("ABCDEFGHIJKLMNOPQRSTUVWXYZ", NG_CHAR_UPPER);
    expect_all("abcdefghijklmnopqrstuvwxyz", NG_CHAR_LOWER);
    expect_all("0123456789", NG_CHAR_DIGIT);
    expect_all(" \t\n\v\f\r", NG_CHAR_SPACE);
    expect_all("'", NG_CHAR_APOSTROPHE);
    expect_all("\"", NG_CHAR_QUOTE);
    expect_all("-", NG_CHAR_HYPHEN);
    expect_all("$", NG_CHAR_CURRENCY);
    expect_all("+<=>^`|~", NG_CHAR_SYMBOL);
    expect_all("!#%&()*,./:;?@[\\]_{}", NG_CHAR_PUNCT);
    expect_all("\x01\x07\x1B\x1F\x7F", NG_CHAR_CONTROL);
    expect(0, NG_CHAR_CONTROL);
}

static void
test_others(void)
{
    static const struct {
        uint32_t cp;
        ng_char_class expected;
    } cases[] = {
        {0x85, NG_CHAR_SPACE},         {0xA0, NG_CHAR_SPACE},        {0x200B, NG_CHAR_SPACE},
        {0x2028, NG_CHAR_SPACE},       {0x2060, NG_CHAR_SPACE},      {0x3000, NG_CHAR_SPACE},
        {0xFEFF, NG_CHAR_SPACE},       {0x9F, NG_CHAR_CONTROL},      {0xAD, NG_CHAR_FORMAT},
        {0x200D, NG_CHAR_FORMAT},      {0x200E, NG_CHAR_FORMAT},     {0xC9, NG_CHAR_UPPER},
        {0x01C5, NG_CHAR_UPPER},       {0xDF, NG_CHAR_LOWER},        {0xAA, NG_CHAR_LETTER},
        {0x05D0, NG_CHAR_LETTER},      {0x4E00, NG_CHAR_LETTER},     {0x2160, NG_CHAR_LETTER},
        {0x0301, NG_CHAR_MARK},        {0xFE0F, NG_CHAR_MARK},       {0x20E3, NG_CHAR_MARK},
        {0x0663, NG_CHAR_DIGIT},       {0xB2, NG_CHAR_NUMBER},       {0xBD, NG_CHAR_NUMBER},
        {0x2460, NG_CHAR_NUMBER},      {0x2019, NG_CHAR_APOSTROPHE}, {0x02BC, NG_CHAR_APOSTROPHE},
        {0xFF07, NG_CHAR_APOSTROPHE},  {0x2018, NG_CHAR_QUOTE_OPEN}, {0x201A, NG_CHAR_QUOTE_OPEN},
        {0x201C, NG_CHAR_QUOTE_OPEN},  {0x201E, NG_CHAR_QUOTE_OPEN}, {0xAB, NG_CHAR_QUOTE_OPEN},
        {0x201D, NG_CHAR_QUOTE_CLOSE}, {0xBB, NG_CHAR_QUOTE_CLOSE},  {0xFF02, NG_CHAR_QUOTE},
        {0x2013, NG_CHAR_DASH},        {0x2014, NG_CHAR_DASH},       {0x2212, NG_CHAR_DASH},
        {0x2010, NG_CHAR_HYPHEN},      {0x2011, NG_CHAR_HYPHEN},     {0xA3, NG_CHAR_CURRENCY},
        {0x20AC, NG_CHAR_CURRENCY},    {0x20C1, NG_CHAR_CURRENCY}, /* new in 17.0 */
        {0xA9, NG_CHAR_SYMBOL},        {0xAE, NG_CHAR_SYMBOL},       {0xB0, NG_CHAR_SYMBOL},
        {0xD7, NG_CHAR_SYMBOL},        {0x2122, NG_CHAR_SYMBOL},     {0x2605, NG_CHAR_SYMBOL},
        {0xFFFD, NG_CHAR_SYMBOL},      {0x2600, NG_CHAR_EMOJI},      {0x2764, NG_CHAR_EMOJI},
        {0x1F600, NG_CHAR_EMOJI},      {0x1F1E6, NG_CHAR_EMOJI},     {0x1F3FB, NG_CHAR_EMOJI},
        {0x1FAEA, NG_CHAR_EMOJI}, /* new in 17.0 */
        {0x1FAFF, NG_CHAR_EMOJI}, /* kept free for a later one */
        {0xA7, NG_CHAR_PUNCT},         {0xB7, NG_CHAR_PUNCT},        {0x2022, NG_CHAR_PUNCT},
        {0x2026, NG_CHAR_PUNCT},       {0xD800, NG_CHAR_OTHER},      {0xE000, NG_CHAR_OTHER},
        {0xFFFF, NG_CHAR_OTHER},       {0x18E00, NG_CHAR_OTHER}, /* new in 18.0 */
        {0x10FFFF, NG_CHAR_OTHER},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        expect(cases[i].cp, cases[i].expected);
}

static void
test_no_character(void)
{
    static const uint32_t none[] = {0x110000, 0x7FFFFFFF, NG_UTF8_BROKEN};

    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        expect(none[i], NG_CHAR_OTHER);
        if (ng_grapheme_break_of(none[i]) || ng_word_break_of(none[i]) ||
            ng_sentence_break_of(none[i])) {
            printf("FAIL 0x%X has a break property\n", (unsigned)none[i]);
            n_failures++;
        }
    }
}

int
main(void)
{
    test_ascii();
    test_others();
    test_no_character();
    return n_failures != 0;
}
