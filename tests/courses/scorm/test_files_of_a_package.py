"""What the packages' host serves, to whom, and with which headers; and that the site never serves it."""

import time

import pytest
from django.test import Client
from django.urls import reverse

from courses.services.packages import tokens, unpacking
from courses.views.packages import player
from tests.courses import shelf as shelves
from tests.courses.packages import for_standard

pytestmark = pytest.mark.django_db
VIDEO = bytes(range(256)) * 16


@pytest.fixture
def frame(signed_in, shelf):
    return shelves.frame_of(shelves.open_it(signed_in(shelf.learner), shelf))


def body(answer) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_the_files_are_served_with_their_kind_and_the_headers_of_that_host(frame):
    answer = shelves.at_packages(f"{frame}f/index.html")
    assert (answer.status_code, body(answer), answer["Content-Type"]) == (200, b"<p>Hola</p>", "text/html")
    assert {name: answer.get(name) for name in HEADERS} == HEADERS
    policy = dict(part.split(" ", 1) for part in answer["Content-Security-Policy"].split("; "))
    assert policy == {
        "default-src": "'self' 'unsafe-inline' 'unsafe-eval' data: blob:",
        "connect-src": "'self' data: blob: http://testserver/aula/paquete/nota/",
        "frame-ancestors": "'self' http://testserver",
        "frame-src": "'self' data: blob:",
        "form-action": "'self'",
        "base-uri": "'self'",
        "object-src": "'self'",
    }
    assert answer.cookies == {}


HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, max-age=3600",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": None,
    "Permissions-Policy": player.POWERS,
}


def test_the_player_loads_the_one_library_its_standard_asks_for(signed_in, tmp_path, frame):
    first = shelves.at_packages(frame).content.decode()
    shelf = shelves.a_shelf(tmp_path, for_standard("2004", "CAM 1.3"))
    second = shelves.at_packages(shelves.frame_of(shelves.open_it(signed_in(shelf.learner), shelf)))
    loaded = [
        [name in page for name in ("scorm12", "scorm2004")] for page in (first, second.content.decode())
    ]
    assert loaded == [[True, False], [False, True]]


def test_the_site_never_serves_them_under_its_own_name(frame):
    for host in ("testserver", "localhost", "secretaria.localhost", "127.0.0.1.evil"):
        browser = Client(raise_request_exception=False)
        answers = [
            browser.get(path, headers={"host": host}).status_code for path in (frame, f"{frame}f/index.html")
        ]
        assert set(answers) <= {400, 404}, host


def test_without_that_question_the_site_would_serve_them(frame, settings):
    # The control: the site's own name taken for that of the packages.
    settings.PACKAGES_HOST = "testserver"
    assert Client().get(f"{frame}f/index.html").status_code == 200


@pytest.mark.parametrize(
    ("asked", "status", "given", "said"),
    [
        ("bytes=0-3", 206, VIDEO[:4], "bytes 0-3/4096"),
        ("bytes=4090-", 206, VIDEO[4090:], "bytes 4090-4095/4096"),
        ("bytes=-6", 206, VIDEO[-6:], "bytes 4090-4095/4096"),
        ("bytes=4000-99999", 206, VIDEO[4000:], "bytes 4000-4095/4096"),
        ("bytes=0-99999", 200, VIDEO, None),
        ("bytes=9999-", 416, b"", "bytes */4096"),
        ("bytes=-0", 416, b"", "bytes */4096"),
        ("bytes=0-1,3-4", 200, VIDEO, None),
        ("gatos=1-2", 200, VIDEO, None),
        ("bytes=-", 200, VIDEO, None),
        ("", 200, VIDEO, None),
    ],
)
def test_a_video_is_given_in_parts(frame, asked, status, given, said):
    answer = shelves.at_packages(f"{frame}f/media/video.mp4", range=asked)
    assert (answer.status_code, body(answer), answer.get("Content-Range")) == (status, given, said)
    if status != 416:
        assert (answer["Content-Length"], answer["Accept-Ranges"]) == (str(len(given)), "bytes")


@pytest.mark.parametrize("asked", ["", "bytes=0-", "bytes=10-", "bytes=-1"])
def test_an_empty_file_is_given_whole_whatever_part_is_asked(frame, shelf, asked):
    (shelves.folder_of(shelf.package) / "empty.js").touch()
    answer = shelves.at_packages(f"{frame}f/empty.js", range=asked)
    assert (answer.status_code, answer["Content-Length"], body(answer)) == (200, "0", b"")


def test_what_the_browser_has_is_not_sent_again(frame):
    first = shelves.at_packages(f"{frame}f/index.html")
    again = shelves.at_packages(f"{frame}f/index.html", **{"if-none-match": first["ETag"]})
    old = shelves.at_packages(f"{frame}f/media/video.mp4", range="bytes=0-3", **{"if-range": '"otra"'})
    assert (again.status_code, body(again), old.status_code) == (304, b"", 200)


def test_an_empty_file_is_served(signed_in, tmp_path):
    shelf = shelves.a_shelf(tmp_path, {**for_standard("1.2", "1.2"), "vacio.txt": b""})
    frame = shelves.frame_of(shelves.open_it(signed_in(shelf.learner), shelf))
    answer = shelves.at_packages(f"{frame}f/vacio.txt")
    assert (answer.status_code, body(answer)) == (200, b"")


NO_FILES = (
    "../../secreto", "..%2f..%2fsecreto", "%2e%2e/%2e%2e/secreto", "media/../../x", "/etc/passwd",
    "%2fetc/passwd", "media", "media/", "", ".", "no-existe.html", "index.html/x", "..\\x", "%5cx",
    "media//video.mp4", "x" * 5_000, "%00", "index.html%00.png",
)  # fmt: skip


def test_a_path_that_is_no_file_of_the_package_does_not_exist(frame, shelf):
    (unpacking.root().parent / "secreto").write_text("CANARIO")
    found = {path: shelves.at_packages(f"{frame}f/{path}").status_code for path in NO_FILES}
    assert found == dict.fromkeys(NO_FILES, 404)


def test_a_link_put_there_by_hand_is_not_followed(frame, shelf, tmp_path):
    folder = shelves.folder_of(shelf.package)
    (tmp_path / "secreto").write_text("CANARIO")
    (folder / "enlace").symlink_to(tmp_path / "secreto")
    (folder / "carpeta").symlink_to(tmp_path)
    answers = [shelves.at_packages(f"{frame}f/{path}").status_code for path in ("enlace", "carpeta/secreto")]
    assert answers == [404, 404]


def test_the_address_of_one_package_does_not_open_another(signed_in, tmp_path, frame):
    other = shelves.a_shelf(tmp_path, {**for_standard("1.2", "1.2"), "otro.html": "SECRETO"})
    assert other.package.sha256 not in frame
    assert shelves.at_packages(f"{frame}f/otro.html").status_code == 404
    token = frame.split("/")[2]
    spoilt = [token[:-1], token + "A", "A" + token, token.replace(":", ".", 1)]
    assert [shelves.at_packages(f"/paquetes/{each}/").status_code for each in spoilt] == [404] * 4


def test_an_old_address_says_so_and_how_to_go_back(frame, shelf, monkeypatch):
    later = time.time() + 12 * 3600 + 60
    monkeypatch.setattr(time, "time", lambda: later)
    answers = [shelves.at_packages(path) for path in (frame, f"{frame}f/index.html")]
    assert [answer.status_code for answer in answers] == [403, 403]
    for answer in answers:
        page = answer.content.decode()
        assert "El paquete llevaba abierto demasiado tiempo" in page
        assert f'href="http://testserver{shelf.lesson.url}"' in page


def test_whoever_left_opens_no_player(frame, shelf):
    type(shelf.learner).objects.filter(pk=shelf.learner.pk).update(is_active=False)
    assert shelves.at_packages(frame).status_code == 404


def test_a_service_worker_is_not_given_its_script(frame):
    asked = {"service-worker": "script"}
    assert shelves.at_packages(f"{frame}f/index.html", **asked).status_code == 404


def test_no_cookie_is_read_nor_set_there(signed_in, shelf, frame):
    browser = Client()
    browser.cookies["sessionid"] = signed_in(shelf.learner).cookies["sessionid"].value
    answer = browser.get("/paquetes/x/", headers={"host": shelves.PACKAGES_HOST})
    assert (answer.wsgi_request.COOKIES, answer.wsgi_request.user.is_authenticated) == ({}, False)
    assert (answer.status_code, answer.cookies) == (404, {})


def test_serving_a_file_asks_the_database_nothing(frame, django_assert_num_queries):
    with django_assert_num_queries(0):
        body(shelves.at_packages(f"{frame}f/media/video.mp4"))


def test_a_launch_says_where_to_go_back_and_a_piece_of_it_changed_says_nothing():
    launch = tokens.Launch(1, "ab", 0, "http://testserver", "http://testserver/x/", 2, 3, 4)
    assert tokens.read_launch(launch.token()) == launch
    assert tokens.read_writing(launch.commits()) == tokens.Writing(attempt=3, person=2, opened=4)
    with pytest.raises(tokens.TokenRefused):
        tokens.read_launch(launch.commits())


def test_names_with_accents_and_spaces_are_found(signed_in, tmp_path):
    resources = (
        '<resource identifier="r1" type="webcontent" adlcp:scormtype="sco" href="Mi%20página.html?a=1"/>'
    )
    files = {**for_standard("1.2", "1.2", resources=resources), "Mi página.html": "Sí"}
    shelf = shelves.a_shelf(tmp_path, files)
    frame = shelves.frame_of(shelves.open_it(signed_in(shelf.learner), shelf))
    start = shelves.config_of(frame)["start"]
    assert (start.rpartition("/")[2], body(shelves.at_packages(start)).decode()) == (
        "Mi%20p%C3%A1gina.html?a=1",
        "Sí",
    )


def test_the_trainers_page_says_how_each_is_and_that_it_is_a_claim(
    signed_in, shelf, trainer, django_assert_max_num_queries
):
    client = signed_in(shelf.learner)
    shelves.say(shelves.saves_of(shelves.open_it(client, shelf)), shelves.in_12("passed", "85"))
    shelf.edition.trainers.add(trainer)
    url = reverse("courses:edition_packages", args=[shelf.edition.code])
    browser = signed_in(trainer)
    with django_assert_max_num_queries(60) as few:
        page = browser.get(url).content.decode()
    wanted = ("Elena Mirón", "Aprobado", "Nota: 85", "Lo dice el navegador de cada persona")
    assert [words for words in wanted if words not in page] == []
    for _ in range(6):
        shelves.cast.a_place(shelf.edition, shelves.cast.a_secretary())
    with django_assert_max_num_queries(len(few)):
        browser.get(url)
    assert "Paquetes" in browser.get(reverse("courses:aula", args=[shelf.edition.code])).content.decode()
