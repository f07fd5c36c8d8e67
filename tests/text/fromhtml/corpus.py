"""Posts and comments as other blogs' exports hold them. Where the blog showed another HTML than it stored, that stands
beside it, by the documented rules of that blog."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Sample:
    name: str
    stored: str
    shown: str | None = None

    @property
    def as_read(self) -> str:
        return self.stored if self.shown is None else self.shown


CLASSIC = [
    Sample(
        "two paragraphs and a line end",
        "Last week a customer rang me.\nShe was not angry yet.\n\nThen I asked for her order number.",
        "<p>Last week a customer rang me.<br />She was not angry yet.</p><p>Then I asked for her order number.</p>",
    ),
    Sample(
        "emphasis over a paragraph",
        "I said <em>sorry</em> and <strong>meant it</strong>.\r\n\r\nDid she believe me? <b>No.</b>",
        "<p>I said <em>sorry</em> and <strong>meant it</strong>.</p><p>Did she believe me? <b>No.</b></p>",
    ),
    Sample(
        "a list between bare paragraphs",
        "Three things help:\n<ul>\n\t<li>name the feeling</li>\n\t<li>say what you will do</li>\n</ul>\nThat is all.",
        "<p>Three things help:</p><ul><li>name the feeling</li><li>say what you will do</li></ul><p>That is all.</p>",
    ),
    Sample(
        "a quote between bare paragraphs",
        "My grandmother said:\n\n<blockquote>Listen first.\n\nSpeak second.</blockquote>\n\nShe was right.",
        "<p>My grandmother said:</p><blockquote><p>Listen first.</p><p>Speak second.</p></blockquote><p>She "
        "was right.</p>",
    ),
    Sample(
        "headings between bare paragraphs",
        "<h2>Why it hurts</h2>\nBecause nobody counted.\n\n<h3>What to do</h3>\nCount.",
        "<h2>Why it hurts</h2><p>Because nobody counted.</p><h3>What to do</h3><p>Count.</p>",
    ),
    Sample(
        "code keeps its blank lines",
        "Type this:\n<pre>def sorry():\n\n    return 'no'\n</pre>\nDone.",
        "<p>Type this:</p><pre>def sorry():\n\n    return 'no'\n</pre><p>Done.</p>",
    ),
    Sample(
        "a caption by shortcode",
        '[caption id="attachment_7" align="alignnone" width="300"]<img class="size-medium" '
        'src="https://old.example/wp-content/desk-300x200.jpg" alt="A tidy desk" width="300" /> My desk on '
        "Monday[/caption]\n\nIt was tidy once.",
        '<figure><img src="https://old.example/wp-content/desk-300x200.jpg" alt="A tidy desk">'
        "<figcaption>My desk on Monday</figcaption></figure><p>It was tidy once.</p>",
    ),
    Sample(
        "a linked picture with a caption",
        '[caption width="300"]<a href="https://old.example/full.jpg"><img src="https://old.example/small.jpg" '
        'alt="The counter" /></a> The counter, <em>early</em>[/caption]',
        '<figure><a href="https://old.example/full.jpg"><img src="https://old.example/small.jpg" alt="The counter">'
        "</a><figcaption>The counter, <em>early</em></figcaption></figure>",
    ),
    Sample(
        "more and the next page",
        "The beginning.\n\n<!--more-->\n\nThe rest.\n\n<!--nextpage-->\n\nPage two.",
        "<p>The beginning.</p><p>The rest.</p><p>Page two.</p>",
    ),
    Sample(
        "words that look like Markdown",
        "1. is a number\n# is a hash\n- is a dash\n+ and * and _under_ and `tick`\n> more\n---\n===\n\n"
        "[not a link](here) and ![nor an image](x) and [^1] and *[CSAT]: no\n\n: a colon | a bar\n\n~~~\n\n12) twelve",
        "<p>1. is a number<br># is a hash<br>- is a dash<br>+ and * and _under_ and `tick`<br>&gt; "
        "more<br>---<br>===</p>"
        "<p>[not a link](here) and ![nor an image](x) and [^1] and *[CSAT]: no</p><p>: a colon | a bar</p><p>~~~</p>"
        "<p>12) twelve</p>",
    ),
    Sample(
        "words in brackets are no shortcode",
        "He said [sic] and wrote [1] and [...] and array[i] and [[gallery]].",
        "<p>He said [sic] and wrote [1] and [...] and array[i] and [gallery].</p>",
    ),
    Sample(
        "a plugin's shortcode keeps its words",
        '[box type="info"]Breathe out first.[/box]\n\nThen answer. [contact-form-7 id="12"]',
        "<p>Breathe out first.</p><p>Then answer.</p>",
    ),
    Sample(
        "an address alone is embedded",
        "Watch this:\n\nhttps://www.youtube.com/watch?v=abc_DEF-1\n\nand see https://example.org/not_a_link too.",
        '<p>Watch this:</p><p><a href="https://www.youtube.com/watch?v=abc_DEF-1">'
        "https://www.youtube.com/watch?v=abc_DEF-1</a></p><p>and see https://example.org/not_a_link too.</p>",
    ),
    Sample(
        "embed, audio and old film shortcodes",
        '[embed width=400]https://vimeo.com/123[/embed]\n[audio mp3="https://old.example/talk.mp3"][/audio]\n'
        "[youtube=https://www.youtube.com/watch?v=xyz]",
        '<p><a href="https://vimeo.com/123">https://vimeo.com/123</a></p>'
        '<p><a href="https://old.example/talk.mp3">https://old.example/talk.mp3</a></p>'
        '<p><a href="https://www.youtube.com/watch?v=xyz">https://www.youtube.com/watch?v=xyz</a></p>',
    ),
    Sample(
        "code by shortcode",
        '[sourcecode lang="python"]\nif a < b:\n    print("x")\n[/sourcecode]',
        '<pre>if a &lt; b:\n    print("x")</pre>',
    ),
    Sample(
        "a centred paragraph among bare ones",
        'One.\n\n<p style="text-align: center;">***</p>\n\nTwo.',
        "<p>One.</p><p>***</p><p>Two.</p>",
    ),
    Sample(
        "entities",
        "Smith &amp; Sons &lt;3 you &mdash; caf&eacute; &#8364;5 &amp;lt; AT&T &copy2 a&nbsp;b",
        "<p>Smith &amp; Sons &lt;3 you — café €5 &amp;lt; AT&amp;T ©2 a&nbsp;b</p>",
    ),
    Sample(
        "backslashes at the ends of marks",
        '<b>C:\\ </b>and <a href="https://example.org/">D:\\ </a>and <i>\\</i><code>E:\\</code>',
        '<p><b>C:\\ </b>and <a href="https://example.org/">D:\\ </a>and <i>\\</i><code>E:\\</code></p>',
    ),
    Sample("spacers", "One.\n\n&nbsp;\n\nTwo.\n\n<p>&nbsp;</p>", "<p>One.</p><p>Two.</p>"),
    Sample(
        "a nested numbered list",
        "<ol>\n<li>Ring back\n<ol>\n<li>by noon</li>\n<li>yourself</li>\n</ol>\n</li>\n<li>Write it down</li>\n</ol>",
        "<ol><li>Ring back<ol><li>by noon</li><li>yourself</li></ol></li><li>Write it down</li></ol>",
    ),
    Sample("a rule", "One.\n<hr />\nTwo.", "<p>One.</p><hr><p>Two.</p>"),
]

GUTENBERG = [
    Sample(
        "paragraphs",
        "<!-- wp:paragraph -->\n<p>First the feeling.</p>\n<!-- /wp:paragraph -->\n\n"
        '<!-- wp:paragraph {"dropCap":true} -->\n<p class="has-drop-cap">Then the fact.<br>Then the plan.</p>\n'
        "<!-- /wp:paragraph -->",
    ),
    Sample(
        "headings and a list",
        '<!-- wp:heading -->\n<h2 class="wp-block-heading" id="why">Why</h2>\n<!-- /wp:heading -->\n<!-- wp:list -->\n'
        '<ul class="wp-block-list"><!-- wp:list-item -->\n<li>one<!-- wp:list -->\n<ul><!-- wp:list-item -->\n<li>one a'
        "</li>\n<!-- /wp:list-item --></ul>\n<!-- /wp:list --></li>\n<!-- /wp:list-item -->\n<!-- wp:list-item -->\n"
        "<li>two</li>\n<!-- /wp:list-item --></ul>\n<!-- /wp:list -->",
    ),
    Sample(
        "a quote with its source",
        '<!-- wp:quote -->\n<blockquote class="wp-block-quote"><!-- wp:paragraph -->\n<p>Seek first to '
        "understand.</p>\n"
        "<!-- /wp:paragraph --><cite>Stephen Covey</cite></blockquote>\n<!-- /wp:quote -->",
    ),
    Sample(
        "a picture with a caption",
        '<!-- wp:image {"id":5} -->\n<figure class="wp-block-image size-large"><img '
        'src="https://old.example/queue.jpg" '
        'alt="People queueing" class="wp-image-5"/><figcaption class="wp-element-caption">Monday, 9 o\'clock '
        '(the "rush")'
        "</figcaption></figure>\n<!-- /wp:image -->",
    ),
    Sample(
        "a table",
        "<!-- wp:table -->\n<figure "
        'class="wp-block-table"><table><thead><tr><th>Feeling</th><th>Message</th></tr></thead>'
        "<tbody><tr><td>anger</td><td>a boundary | a line</td></tr><tr><td>fear</td><td><strong>loss</strong></td></tr>"
        "</tbody></table><figcaption>Four feelings</figcaption></figure>\n<!-- /wp:table -->",
    ),
    Sample(
        "code",
        '<!-- wp:code -->\n<pre class="wp-block-code"><code lang="php">echo "&lt;b&gt;";\n\n\t$x = '
        "`ls`;\n```\n</code></pre>\n"
        "<!-- /wp:code -->",
    ),
    Sample(
        "an embedded film",
        '<!-- wp:embed {"url":"https://youtu.be/abc"} -->\n<figure class="wp-block-embed"><div '
        'class="wp-block-embed__wrapper">\nhttps://youtu.be/abc\n</div></figure>\n<!-- /wp:embed -->',
        '<p><a href="https://youtu.be/abc">https://youtu.be/abc</a></p>',
    ),
    Sample(
        "a rule and more",
        "<!-- wp:paragraph -->\n<p>a</p>\n<!-- /wp:paragraph -->\n<!-- wp:more -->\n<!--more-->\n<!-- /wp:more -->\n"
        '<!-- wp:separator -->\n<hr class="wp-block-separator"/>\n<!-- /wp:separator -->\n<p>b</p>',
    ),
    Sample(
        "columns and a button",
        '<!-- wp:columns --><div class="wp-block-columns"><div class="wp-block-column"><p>left</p></div>'
        '<div class="wp-block-column"><p>right</p></div></div><!-- /wp:columns --><!-- wp:buttons -->'
        '<div class="wp-block-button"><a class="wp-block-button__link" href="https://example.org/book">Book a '
        "call</a></div>"
        "<!-- /wp:buttons -->",
    ),
    Sample(
        "a verse",
        '<!-- wp:verse -->\n<pre class="wp-block-verse">Roses are red,\n  <em>calls</em> are blue</pre>\n<!-- '
        "/wp:verse -->",
    ),
    Sample(
        "a title within the text",
        "<!-- wp:heading --><h1>The call</h1><!-- /wp:heading --><p>a</p><h2>The second call</h2><p>b</p>",
        "<h2>The call</h2><p>a</p><h3>The second call</h3><p>b</p>",
    ),
    Sample(
        "a heading that looks like an exercise",
        "<!-- wp:heading --><h3>Question: what would you say?</h3><!-- /wp:heading --><ul><li>[x] "
        "this</li><li>[ ] that</li></ul>",
    ),
    Sample(
        "a link to a heading of its own",
        '<!-- wp:paragraph --><p>See <a href="#why-not">below</a>.</p><h2 id="why-not">Why: a '
        "reason</h2><p>Because.</p>",
        '<p>See <a href="#h-why-a-reason">below</a>.</p><h2>Why: a reason</h2><p>Because.</p>',
    ),
]

BLOGGER = [
    Sample(
        "paragraphs of divs",
        '<div style="text-align: left;">Dear reader,</div><div><br /></div><div>today I was <b>shouted at</b>.</div>',
    ),
    Sample(
        "paragraphs of breaks",
        "Dear reader,<br />\n<br />\ntoday I was <i>shouted at</i>.<br />\nTwice.<br /><br />Bye",
    ),
    Sample(
        "bold and italic by style",
        '<span style="font-weight: bold;">Loud</span> and <span style="font-style: italic;">soft</span> and '
        '<b style="font-weight: normal;">neither</b><br />and <span style="font-size: large; color: red;">big</span>',
    ),
    Sample(
        "a separator with a picture",
        '<div class="separator" style="clear: both; text-align: center;"><a href="https://1.bp.example/s1600/desk.jpg" '
        'imageanchor="1"><img border="0" src="https://1.bp.example/s320/desk.jpg" alt="A desk" /></a></div>\n'
        "<div>It is mine.</div>",
    ),
    Sample(
        "a captioned picture in a table",
        '<table align="center" class="tr-caption-container"><tbody><tr><td><img alt="The team" '
        'src="https://1.bp.example/team.jpg" /></td></tr><tr><td class="tr-caption">The team in '
        "May</td></tr></tbody></table>"
        "<br />Hello",
        '<figure><img alt="The team" src="https://1.bp.example/team.jpg"><figcaption>The team in '
        "May</figcaption></figure>"
        "<p>Hello</p>",
    ),
    Sample(
        "lists",
        "<ul style='text-align:left'><li><span>one</span></li><li>two<ol><li>two a</li></ol></li></ul><ol "
        'start="4"><li>four',
    ),
    Sample(
        "unclosed and crossed elements",
        "<p>one <b>two <i>three</b> four</i><p>five<ul><li>six<li>seven</ul>",
        "<p>one <b>two <i>three</i></b><i> four</i></p><p>five</p><ul><li>six</li><li>seven</li></ul>",
    ),
    Sample(
        "bold around paragraphs",
        "<b><div>one</div><div>two <i>three</i></div></b><div>four</div>",
    ),
    Sample(
        "quotes in quotes",
        "<blockquote>He wrote:<blockquote>She wrote:<br />yes</blockquote>no</blockquote>maybe<br />",
    ),
    Sample(
        "a film in an iframe",
        '<div>Watch:</div><iframe allowfullscreen="" '
        'src="https://www.youtube.com/embed/abc123?feature=player"></iframe>',
        "<div>Watch:</div><p><a "
        'href="https://www.youtube.com/watch?v=abc123">https://www.youtube.com/watch?v=abc123</a></p>',
    ),
    Sample(
        "a film in an object",
        '<object width="320"><param name="movie" value="https://www.youtube.com/v/abc"></param>'
        '<embed src="https://www.youtube.com/v/abc" type="x"></embed></object><div>after</div>',
        '<p><a href="https://www.youtube.com/watch?v=abc">https://www.youtube.com/watch?v=abc</a></p><div>after</div>',
    ),
    Sample(
        "raised letters, marks and quotes",
        "<div>E = mc<sup>2</sup>, H<sub>2</sub>O, the 1<sup>st</sup> <del>call</del> <ins>visit</ins>, "
        "a <mark>bright</mark> <q>idea</q>, <kbd>Ctrl</kbd> and <abbr title='customer satisfaction'>CSAT</abbr></div>",
    ),
    Sample(
        "definitions",
        "<dl><dt>CSAT</dt><dd>how pleased</dd><dt>NPS</dt><dt>net promoter</dt><dd>how loyal</dd><dd>or loud</dd></dl>",
    ),
    Sample(
        "a table without a head",
        "<table border='1'><tr><td>Mon</td><td>3</td></tr><tr><td>Tue<br />day</td><td></td></tr></table>",
    ),
    Sample(
        "links",
        '<div>See <a href="https://example.org/a_(b)?x=1&amp;y=2#z">here (really)</a>, <a href="mailto:d@example.org">'
        '<b>mail</b> me</a>! <a href="//cdn.example/x">there</a></div>',
        '<div>See <a href="https://example.org/a_(b)?x=1&amp;y=2#z">here (really)</a>, <a href="mailto:d@example.org">'
        '<b>mail</b> me</a>! <a href="https://cdn.example/x">there</a></div>',
    ),
    Sample(
        "links without a way",
        '<div><a href="javascript:alert(1)">press</a> <a href="tel:112">ring</a> <a name="x">here</a> '
        '<a href="https:evil">x</a></div>',
        "<div>press ring here x</div>",
    ),
    Sample(
        "from a word processor",
        '<!--[if gte mso 9]><xml><w:View>Normal</w:View></xml><![endif]--><p class="MsoNormal" '
        'style="margin: 0cm">From <o:p>Word</o:p></p><p class="MsoNormal">&nbsp;</p>',
        "<p>From Word</p>",
    ),
    Sample(
        "scripts and forms",
        "<div>a</div><script>alert('<p>x</p>')</script><style>p{}</style>"
        "<form action='x'><input value='y'><button>Go</button>words</form>",
        "<div>a</div><p>words</p>",
    ),
    Sample(
        "hidden words",
        '<div>seen</div><div style="display:none">spam</div><span style="display: none">x</span>',
        "<div>seen</div>",
    ),
]

COMMENTS = [
    Sample("two paragraphs", "Thank you!\n\nThat helped.\nA lot.", "<p>Thank you!</p><p>That helped.<br>A lot.</p>"),
    Sample(
        "marks and a link",
        '<strong>Yes</strong>, <em>but</em> see <a href="https://example.org/" rel="nofollow">this</a>.',
    ),
    Sample(
        "a quote and code",
        "<blockquote>Listen first.</blockquote>\n<code>x = 1</code>",
        "<blockquote><p>Listen first.</p></blockquote><p><code>x = 1</code></p>",
    ),
    Sample(
        "a bare address",
        "see https://example.org/a_b. Or <b>not</b>",
        '<p>see <a href="https://example.org/a_b">https://example.org/a_b</a>. Or <b>not</b></p>',
    ),
    Sample("Blogger's breaks", "Hi Anna,<br /><br />me too.<br />Bo"),
    Sample("a heading", "<h2>Loud <i>one</i></h2><p>soft</p>", "<p><b>Loud <i>one</i></b></p><p>soft</p>"),
    Sample(
        "a picture",
        '<p><img src="https://example.org/cat.jpg" alt="My cat"></p>',
        '<p><a href="https://example.org/cat.jpg">My cat</a></p>',
    ),
    Sample("lists and code", "<ol><li>one<ul><li>two</li></ul></li></ol><pre>a\n  b</pre>"),
    Sample("a rule", "<p>a</p><hr><p>b</p>", "<p>a</p><p>* * *</p><p>b</p>"),
    Sample(
        "a table", "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td></td></tr></table>", "<p>a – b</p><p>c</p>"
    ),
    Sample("definitions", "<dl><dt>a</dt><dd>b</dd></dl>", "<p><b>a</b></p><p>b</p>"),
    Sample("a link beside the page", '<p><a href="/about">about</a> <a href="#c2">up</a></p>', "<p>about up</p>"),
    Sample(
        "signs",
        "1 < 2 && # not * a - list\n> nor a quote\n## nor a heading [x](y)",
        "<p>1 &lt; 2 &amp;&amp; # not * a - list<br>&gt; nor a quote<br>## nor a heading [x](y)</p>",
    ),
]
