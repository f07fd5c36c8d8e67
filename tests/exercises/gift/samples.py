"""The samples of Moodle's description of GIFT, each with what it is in our own notation."""

from __future__ import annotations

PAIRS: dict[str, tuple[str, str]] = {
    "multiple choice": (
        "Who's buried in Grant's tomb?{~Grant ~Jefferson =no one}",
        "### Question: Who's buried in Grant's tomb?\n\n- [ ] Grant\n- [ ] Jefferson\n- [x] no one\n",
    ),
    "answers on lines of their own": (
        "Japanese characters originally came from what country? {\n    ~India\n    =China\n    ~Korea\n    ~Egypt}",
        "### Question: Japanese characters originally came from what country?\n\n"
        "- [ ] India\n- [x] China\n- [ ] Korea\n- [ ] Egypt\n",
    ),
    "a missing word to pick": (
        "Grant is {~buried =entombed ~living} in Grant's tomb.",
        "### Question:\n\nGrant is [[buried|*entombed|living]] in Grant's tomb.\n",
    ),
    "a missing word before the full stop": (
        "Two plus two equals {=four =4}.",
        "### Question:\n\nTwo plus two equals [[four|4]].\n",
    ),
    "a missing word with feedback": (
        "::Grant's Tomb::Grant is {\n      ~buried#No one is buried there.\n      =entombed#Right answer!\n"
        "      ~living#We hope not!\n} in Grant's tomb.",
        "### Question: Grant's Tomb\n\nGrant is \\_\\_\\_\\_\\_ in Grant's tomb.\n\n"
        "- [ ] buried\n  > No one is buried there.\n- [x] entombed\n  > Right answer!\n"
        "- [ ] living\n  > We hope not!\n",
    ),
    "short answer": (
        "Who's buried in Grant's tomb?{=no one =nobody}",
        "### Question: Who's buried in Grant's tomb?\n\n- [=] no one\n- [=] nobody\n",
    ),
    "short answer with feedback": (
        "Who's buried in Grant's tomb?{\n=no one#excellent answer!\n=nobody#excellent answer!}",
        "### Question: Who's buried in Grant's tomb?\n\n- [=] no one\n  > excellent answer!\n"
        "- [=] nobody\n  > excellent answer!\n",
    ),
    "false": (
        "Grant is buried in Grant's tomb.{F}",
        "### Question: Grant is buried in Grant's tomb.\n<!-- shuffle: no -->\n\n- [ ] True\n- [x] False\n",
    ),
    "true, in full": (
        "The sun rises in the east.{TRUE}",
        "### Question: The sun rises in the east.\n<!-- shuffle: no -->\n\n- [x] True\n- [ ] False\n",
    ),
    "false with feedback for those who are wrong": (
        "Grant is buried in Grant's tomb.{FALSE#No one is buried in Grant's tomb.}",
        "### Question: Grant is buried in Grant's tomb.\n<!-- shuffle: no -->\n\n"
        "- [ ] True\n  > No one is buried in Grant's tomb.\n- [x] False\n",
    ),
    "false with feedback for both and for all": (
        "::Q1:: 42 is the answer.{\nFALSE#42 is the Ultimate Answer.#You gave the right answer.\n####A reference.}",
        "### Question: Q1\n<!-- shuffle: no -->\n\n42 is the answer.\n\n"
        "- [ ] True\n  > 42 is the Ultimate Answer.\n- [x] False\n  > You gave the right answer.\n\n> A reference.\n",
    ),
    "matching": (
        "Match the following countries with their corresponding capitals. {\n    =Canada -> Ottawa\n"
        "    =Italy  -> Rome\n    =India  -> New Delhi\n    }",
        "### Question: Match the following countries with their corresponding capitals.\n\n"
        "| this | belongs to |\n|---|---|\n| Canada | Ottawa |\n| Italy | Rome |\n| India | New Delhi |\n",
    ),
    "matching with a distractor and formats": (
        "::Activities::[html]Match the <b>activity</b>.{\n    =[html]Discuss. -> Forum\n"
        "    =[plain]A *bank*. -> Database\n    =[markdown]Pages *anyone* can edit. -> Wiki\n    = -> Chat\n}",
        "### Question: Activities\n\nMatch the **activity**.\n\n| this | belongs to |\n|---|---|\n"
        "| Discuss. | Forum |\n| A \\*bank\\*. | Database |\n| Pages *anyone* can edit. | Wiki |\n|  | Chat |\n",
    ),
    "a number": (
        "When was Ulysses S. Grant born? {#1822}",
        "### Question: When was Ulysses S. Grant born?\n\n- [=] 1822\n",
    ),
    "a number with its tolerance": (
        "When was Ulysses S. Grant born?{#1822:5}",
        "### Question: When was Ulysses S. Grant born?\n\n- [=] 1822 ± 5\n",
    ),
    "a range": (
        "What is a number from 1 to 5? {#1..5}",
        "### Question: What is a number from 1 to 5?\n\n- [=] 1..5\n",
    ),
    "several numbers": (
        "::Numerical example::\nWhen was Ulysses S. Grant born? {#\n     =1822:0      #Correct! 100% credit\n"
        "     =%50%1822:2  #He was born in 1822.\n                  You get 50% credit for being close.\n}",
        "### Question: Numerical example\n\nWhen was Ulysses S. Grant born?\n\n- [=] 1822\n  > Correct! 100% credit\n"
        "- [~] 1822 ± 2\n  > He was born in 1822.  \n  > You get 50% credit for being close.\n",
    ),
    "a title": (
        "::Kanji Origins::Japanese characters originally\ncame from what country? {=China}",
        "### Question: Kanji Origins\n\nJapanese characters originally  \ncame from what country?\n\n- [=] China\n",
    ),
    "feedback": (
        "What's the answer to this multiple-choice question?{\n~wrong answer#feedback comment on the wrong answer\n"
        "=right answer#Very good!}",
        "### Question: What's the answer to this multiple-choice question?\n\n"
        "- [ ] wrong answer\n  > feedback comment on the wrong answer\n- [x] right answer\n  > Very good!\n",
    ),
    "Markdown": (
        "[markdown]Who's buried in **Grant's tomb**?{\n=no one#*excellent* answer!\n=nobody}",
        "### Question: Who's buried in **Grant's tomb**?\n\n- [=] no one\n  > *excellent* answer!\n- [=] nobody\n",
    ),
    "weights": (
        "::Jesus' hometown::Jesus Christ was from {\n    ~Jerusalem#Important, but the wrong answer.\n"
        "    ~%25%Bethlehem#He was born here.\n    ~%50%Galilee\n    =Nazareth#Yes! That's right!}.",
        "### Question: Jesus' hometown\n\nJesus Christ was from \\_\\_\\_\\_\\_.\n\n"
        "- [ ] Jerusalem\n  > Important, but the wrong answer.\n- [~ 25%] Bethlehem\n  > He was born here.\n"
        "- [~] Galilee\n- [x] Nazareth\n  > Yes! That's right!\n",
    ),
    "weights of answers to type": (
        "::Jesus' hometown:: Jesus Christ was from {\n    =Nazareth#Yes! That's right!\n"
        "    =%75%Nazereth#Right, but misspelled.\n    =%25%Bethlehem}",
        "### Question: Jesus' hometown\n\nJesus Christ was from\n\n- [=] Nazareth\n  > Yes! That's right!\n"
        "- [~ 75%] Nazereth\n  > Right, but misspelled.\n- [~ 25%] Bethlehem\n",
    ),
    "several right answers": (
        "What two people are entombed in Grant's tomb? {\n    ~%-50%No one\n    ~%50%Grant\n    ~%50%Grant's wife\n"
        "    ~%-50%Grant's father }",
        "### Question: What two people are entombed in Grant's tomb?\n\n"
        "- [ ] No one\n- [x] Grant\n- [x] Grant's wife\n- [ ] Grant's father\n",
    ),
    "three right answers": (
        "Which? {~%33.33333%a ~%33.333%b ~%33.33333%c ~%-33.33333%d}",
        "### Question: Which?\n\n- [x] a\n- [x] b\n- [x] c\n- [ ] d\n",
    ),
    "special characters": (
        "Which answer equals 5? {\n     ~ \\= 2 + 2\n     = \\= 2 + 3\n     ~ \\= 2 + 4  }",
        "### Question: Which answer equals 5?\n\n- [ ] = 2 + 2\n- [x] = 2 + 3\n- [ ] = 2 + 4\n",
    ),
    "GIFT's own characters": (
        "::GIFT Control Characters::\nWhich is NOT one? {\n   ~ \\~     # \\~ is a control character.\n"
        "   ~ \\{     # \\{ is a control character.\n   = \\\\     # Correct\\: \\\\ is none.\n}",
        "### Question: GIFT Control Characters\n\nWhich is NOT one?\n\n- [ ] ~\n  > ~ is a control character.\n"
        "- [ ] {\n  > { is a control character.\n- [x] \\\\\n  > Correct: \\ is none.\n",
    ),
    "an escaped line end": (
        "::T::One\\n\\nTwo{=a ~b}",
        "### Question: T\n\nOne\n\nTwo\n\n- [x] a\n- [ ] b\n",
    ),
    "entities": (
        "::T::Is 3 &lt; 4 &amp; 5?{=yes ~no &eacute;}",
        "### Question: T\n\nIs 3 \\< 4 & 5?\n\n- [x] yes\n- [ ] no é\n",
    ),
    "an essay": ("::Q8:: How are you? {}", "### Write: Q8\n\nHow are you?\n"),
    "an essay with feedback for all": (
        "How are you? {####We hope well.}",
        "### Write: How are you?\n\n> We hope well.\n",
    ),
    "a description": (
        "::Read this::[html]You can <em>use</em> a pencil.",
        "**Read this**\n\nYou can *use* a pencil.\n",
    ),
    "id and tags": (
        "// question: 12  name: Where [id:third-call] [tag:listening] [tag:a\\]b]\nWhere?{=here ~there}",
        "### Question: Where?\n<!-- id: third-call; tags: listening, a]b -->\n\n- [x] here\n- [ ] there\n",
    ),
    "an unknown word in brackets": (
        "[sic] Who?{=you ~me}",
        "### Question: \\[sic] Who?\n\n- [x] you\n- [ ] me\n",
    ),
}
