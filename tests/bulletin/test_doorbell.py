import os
from queue import Empty

import pytest
from kombu import Connection

from bulletin import celery, doorbell


@pytest.fixture
def channel(tmp_path):
    folders = {"data_folder_in": str(tmp_path), "data_folder_out": str(tmp_path)}
    with Connection("filesystem://localhost", transport_options=folders) as connection:
        yield connection.channel()


def test_it_is_the_transport_of_our_workers():
    with celery.app.connection_for_write("filesystem://localhost") as connection:
        assert isinstance(connection.transport, doorbell.Transport)


def test_messages_come_once_and_whole(channel):
    channel._put("celery", {"body": "Ж"})
    channel._put("other", {"body": "not for this queue"})
    assert channel._get("celery") == {"body": "Ж"}
    with pytest.raises(Empty):
        channel._get("celery")


def test_a_message_is_not_there_before_it_is_whole(channel, monkeypatch):
    found, replace = [], os.replace

    def late(source, target):
        found.append(channel._size("celery"))
        replace(source, target)

    monkeypatch.setattr(doorbell.os, "replace", late)
    channel._put("celery", {"body": "x"})
    assert [*found, channel._size("celery")] == [0, 1]
