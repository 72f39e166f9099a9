"""`strongsuit demo`, as a real process: links that open the pages of a sample programme, and nothing left behind."""

import asyncio
import os
import re
import sys
from pathlib import Path

import httpx
from helpers_ports import free_port


async def test_the_demo_shows_a_sample_programme_and_leaves_nothing(tmp_path: Path) -> None:
    """Each link says whose it is, opens once, and shows people who are marked as samples."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "demo", "--no-browser", "--port", str(free_port()),
        env={"PATH": os.environ["PATH"], "HOME": str(tmp_path), "STRONGSUIT_DATA_DIR": str(tmp_path / "data")},
        stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout
    try:
        said = ""
        while said.count("/sign-in/") < 3:
            line = await asyncio.wait_for(process.stdout.readline(), 60)
            assert line, said
            said += line.decode()
        specialist, _, coordinator = re.findall(r"http://localhost:\d+/sign-in/\S+", said)
        async with httpx.AsyncClient(follow_redirects=True) as browser:
            assert (await browser.get(f"{specialist.partition('/sign-in')[0]}/people")).url.path == "/sign-in"
        listed = await signed_in(specialist)
        assert "Alex (sample)" in listed
        assert "Jo (sample)" in listed
        assert "Kim (sample)" not in listed
        assert "People who joined" in await signed_in(coordinator)
    finally:
        process.terminate()
        assert await asyncio.wait_for(process.wait(), 20) == 0
    assert not (tmp_path / "data").exists() or not list((tmp_path / "data").glob("*.sqlite3"))


async def signed_in(link: str) -> str:
    """The first page after signing in by ``link``."""
    async with httpx.AsyncClient(follow_redirects=True, headers={"Sec-Fetch-Site": "same-origin"}) as browser:
        page = await browser.get(link)
        hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.text))
        return (await browser.post(f"{link.partition('/sign-in')[0]}/sign-in", data=hidden)).text
