"""What people of the demo wrote for themselves: by the lesson's key and the exercise's id, each text used once."""

ENTRIES: dict[tuple[str, str], tuple[str, ...]] = {
    ("w4tg2m", "failed-you"): (
        "The optician rang to say my glasses would be a week late. On their side, one line in a calendar. On mine, a "
        "week of not driving at night, so no choir and no visiting my sister. Nobody asked what I needed them for.",
        "A removal firm came at two instead of at eight. They had it down as a delay. I had a neighbour's boy sitting "
        "in the stairwell to keep the lift free since half past seven.",
        "My bank blocked the card while I was abroad. To them it was a precaution. For me it was standing at a till "
        "with two children and a full trolley. The woman on the line did ask, actually: “Where are you standing now?”",
        "The pharmacy had given my prescription to somebody with the same surname. They fixed it in an hour and "
        "thought it was over. What it cost me was trusting the label on the next box.",
        "Swimming lessons cancelled by text at ten to four. A gap in a timetable. My son had told everybody at "
        "breakfast that today he would do the deep end.",
    ),
    ("f9mn3d", "usual-words"): (
        "“Right, let's have a look.” I learnt it from my first manager. I think it helps me, because I get to look at "
        "the screen and not at the person.",
        "I say “I do apologise for the inconvenience” before they have finished. It was on a laminated card in 2014. "
        "I don't think it has ever helped anyone.",
        "“Oh no.” Just that. My mother says it. It's not professional but people do slow down.",
        "I ask for the reference. Reading this lesson I went red.",
        "“Bear with me.” I have no idea where from. They have borne with us long enough by then.",
    ),
    ("h3rd8p", "somebody-noticed"): (
        "The vet. I'd said in passing that the dog sleeps on the landing, and at the end she asked whether he could "
        "still manage the stairs at night.",
        "My daughter's teacher asked how the move had gone. I'd mentioned it once, in September.",
        "A man from the insurance. He said: “So the water came in under the door on Friday, and your piano is on that "
        "wall.” I could have hugged him.",
        "I can't think of anybody at work. That's worth writing down too.",
    ),
    ("n6mg5r", "word-needed"): (
        "At the passport office. I looked furious and I was frightened that we would miss the funeral. “That sounds "
        "urgent” would have been enough. “Frustrated” would have made it worse.",
        "Humiliated, when the card was declined in front of the whole queue. I couldn't have taken that word from a "
        "stranger. “Awkward” perhaps.",
        "Tired. Nobody ever offers that one.",
    ),
    ("p8rt4w", "apology-reached"): (
        "My brother, four years later: “I didn't come to the hospital and I told you I'd had to work. I hadn't.” No "
        "reasons after it. He answered the first question and left the rest alone.",
        "The builder who came back by himself, said “I measured that wrong”, and had the new board under his arm.",
        "A colleague put it in writing with my name in the copy line, so that the people who had heard the blame "
        "could read the correction.",
        "I've had many sorrys. The one that reached me had a date in it.",
    ),
    ("f2rn7s", "exceptions"): (
        "I let a man with a cane go first last Tuesday. I could say that aloud. I also let a man in a good suit go "
        "first in March, and I couldn't.",
        "For the woman who always brings us biscuits. So no.",
        "I waived a late fee because the caller reminded me of my gran. I'd rather have a rule for it, so that other "
        "people's grans get it as well.",
    ),
    ("m5gr9t", "impossible-one"): (
        "Mr K., who wrote every day. Nobody had ever told him who decides. We each said it wasn't us. A decent end "
        "would have been one name and one letter.",
        "She wanted the driver dismissed. I think she wanted somebody to say that it had been dangerous, and all of "
        "us talked about the voucher.",
        "There was one where every question had been asked. Then a decent end is a short one, and I should have "
        "hung up at the second insult instead of the ninth.",
    ),
    ("g8nw5d", "nearly-posted"): (
        "Four paragraphs about the landlord, at midnight. The neighbours should read them and think that I know the "
        "law. My daughter asked which of the four was for him.",
        "Somebody wrote that our ward is dirty. I had cleaned it. I wanted my boss to see that one of us answers. I "
        "deleted it on the bus.",
        "In the staff chat, before nineteen people, and I was right, too. I wanted him to look small.",
    ),
    ("c7fr6a", "came-home"): (
        "The father who rang about the cot. Another way of telling it: he shouted because he had already imagined "
        "the worst, and I was the first person to pick up. I told Ana at lunch. Slept better.",
        "The one who laughed at my accent. I have no other way of telling it yet. I will tell my team lead.",
        "I snapped at the bus driver after the Thursday shift. It wasn't his. I have written the four lines now and "
        "they are shorter than I thought.",
        "Nothing this week. I notice that I was waiting for something to come.",
    ),
}
