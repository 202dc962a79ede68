"""Small exports of the kinds that people bring, written by hand."""

import json

POCKET_CSV = """\
title,url,time_added,tags,status
"Walls, and harbours",https://news.example/walls,1600322788,sea|stone,unread
https://news.example/untitled,https://news.example/untitled,1600322789,,archive
A dead link,,1600322790,,unread
"""

POCKET_HTML = """\
<!DOCTYPE html>
<html>
    <head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8" />
    <title>Pocket Export</title></head>
    <body><h1>Unread</h1><ul>
    <li><a href="https://news.example/walls?a=1&amp;b=2" time_added="1" tags="sea">Walls &amp;
        harbours</a></li>
    </ul><h1>Read Archive</h1><ul>
    <li><a href="https://news.example/ferry" time_added="2" tags=""></a></li>
    </ul></body>
</html>
"""

NETSCAPE = """\
<!DOCTYPE NETSCAPE-Bookmark-file-1>
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
<TITLE>Bookmarks</TITLE>
<H1>Bookmarks</H1>
<DL><p>
    <DT><H3 ADD_DATE="1" PERSONAL_TOOLBAR_FOLDER="true">Sea</H3>
    <DL><p>
        <DT><A HREF="https://news.example/walls" ICON="data:image/png;base64,AA">Walls</A>
        <DD>All about them.
        <DT><A HREF="javascript:void(0)">A trick</A>
    </DL><p>
    <DT><A HREF="https://news.example/ferry" TAGS="a,b">https://news.example/ferry</A>
</DL><p>
"""

INSTAPAPER = """\
URL,Title,Selection,Folder,Timestamp,Tags
https://news.example/walls,Walls,"A line,
and another",Unread,1700000000,"[""sea""]"
instapaper-private://email/1,A mail,,Archive,1700000001,[]
"""

OPML = """\
<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0"><head><title>Feeds</title></head><body>
  <outline text="News"><outline text="World">
    <outline type="rss" text="A" xmlUrl="https://a.example/feed?x=1&y=2" htmlUrl="https://a.example"/>
  </outline></outline>
  <outline text="B" xmlUrl=" https://b.example/atom.xml "/>
  <outline type="link" text="Walls" url="https://news.example/walls"/>
  <outline text="A thought"/>
  <outline type="rss" text="C" xmlUrl="feed.xml"/>
</body></opml>
"""

LINKS = """\
# to read
https://news.example/walls

https://news.example/ferry
HTTPS://NEWS.example/Light
see the paper
"""

STORY = "".join(
    f"<p>In the year 19{year} the harbour wall of Norwick was raised again by a metre.</p>"
    for year in range(10, 25)
)

WALLABAG = json.dumps(
    [
        {
            "id": 1,
            "title": "Walls",
            "url": "https://news.example/walls",
            "content": f"<div>{STORY}</div>",
            "published_at": "2024-11-01 00:00:00",
            "published_by": ["Tamsin Oyelaran", None],
            "is_archived": 1,
            "tags": ["sea"],
        },
        {
            "title": None,
            "url": "https://news.example/ferry",
            "content": "wallabag can't retrieve contents for this article.",
            "is_not_parsed": True,
            "published_by": None,
        },
        {"title": "Nothing"},
    ]
)

OMNIVORE = json.dumps(
    [
        {
            "id": "a",
            "slug": "walls",
            "title": "Walls",
            "url": "https://news.example/walls",
            "state": "Archived",
            "labels": ["sea"],
            "savedAt": "2024-01-02T00:00:00Z",
        }
    ]
)

KARAKEEP = json.dumps(
    {
        "lists": [{"id": "x", "name": "Sea"}],
        "bookmarks": [
            {
                "createdAt": 1700000000,
                "title": None,
                "tags": ["sea"],
                "content": {
                    "type": "link",
                    "url": "https://news.example/walls",
                    "title": "Walls",
                    "htmlContent": STORY,
                    "author": "Tamsin Oyelaran",
                    "datePublished": "2024-11-01T00:00:00.000Z",
                },
                "note": None,
            },
            {
                "createdAt": 1700000001,
                "title": None,
                "tags": [],
                "content": {"type": "link", "url": "https://news.example/ferry"},
                "note": None,
            },
            {
                "createdAt": 1700000002,
                "title": None,
                "tags": [],
                "content": {"type": "text", "text": "Ferries run on Sundays too."},
                "note": None,
            },
            {"createdAt": 1700000003, "title": "A picture", "tags": [], "content": None},
        ],
    }
)
