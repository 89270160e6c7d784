"""Tasks on items of pages that a sentence chooses by what they say, without naming a field."""

from tests.tasks import markup
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.world import World

PEOPLE = ("Ann Lee", "Bo Ek", "Cleo Marsh")
CITIES = ("上海", "北京", "广州")


@task("zh")
def sayings_of_one_person(world: World) -> Asked:
    said = [(markup.prose(world.chance, words=9), world.chance.choice(PEOPLE)) for _ in range(15)]
    said.append(("A last word on rivers and bridges.", "Ann Lee"))
    items = [
        f'<div class="{markup.name(world.chance)}"><span>“{text}”</span>'
        f'<small class="author">{who}</small></div>'
        for text, who in said
    ]
    more = '<ul><li class="next"><a href="/sayings/2">Next</a></li></ul>'
    url = world.serve(
        {
            "/sayings": markup.page("Sayings", "".join(items[:8]) + more),
            "/sayings/2": markup.page("Sayings", "".join(items[8:])),
        }
    )
    wanted = [text for text, who in said if who == "Ann Lee"]

    def holds(answered: Answered) -> None:
        found = answered.completed().data["items"]
        assert [item["title"].strip("“”") for item in found] == wanted

    return Asked(f"抓 {url}/sayings 里 Ann Lee 的名言", holds)


@task("zh")
def jobs_in_one_city(world: World) -> Asked:
    names = [f"{name}专员" for name in markup.titles(world.chance, 9, zh=True)]
    jobs = [
        {
            "title": t,
            "link": f"/j/{n}",
            "where": CITIES[n % 3],
            "pay": f"{world.chance.randint(8, 40)}K",
        }
        for n, t in enumerate(names)
    ]
    url = world.serve({"/jobs": markup.listing(world.chance, jobs, title="招聘")})
    city = world.chance.choice(CITIES)

    def holds(answered: Answered) -> None:
        found = answered.completed().data["items"]
        assert [i["title"] for i in found] == [j["title"] for j in jobs if j["where"] == city]

    return Asked(f"把 {url}/jobs 里{city}的岗位列出来", holds)


@task("en")
def the_stalest_page_of_a_sitemap(world: World) -> Asked:
    days = world.chance.sample(range(28), 9)
    urls = "".join(
        f"<url><loc>http://x.example/{n}</loc><lastmod>2026-03-{d + 1:02}</lastmod></url>"
        for n, d in enumerate(days)
    )
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    url = world.serve({"/sitemap.xml": f'<urlset xmlns="{space}">{urls}</urlset>'})
    oldest = f"http://x.example/{days.index(min(days))}"

    def holds(answered: Answered) -> None:
        assert [i["link"] for i in answered.completed().data["items"]] == [oldest]

    return Asked(f"which page in {url}/sitemap.xml was updated the longest time ago?", holds)
