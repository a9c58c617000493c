import pytest

from interview.management.account_list import LARGEST, ListRefused, read_accounts

ROLES = ("Workers", "Supervisors", "Officers")


def read(text: str | bytes):
    raw = text if isinstance(text, bytes) else text.encode()
    return [(each.user.username, each.user.first_name, each.roles) for each in read_accounts(raw, ROLES)]


def test_each_line_is_an_account_with_its_roles():
    listed = read("username,roles,first_name\nanna,Workers,Anna\nleo,officers supervisors,\n")
    assert listed == [("anna", "Anna", ("Workers",)), ("leo", "", ("Officers", "Supervisors"))]


def test_what_a_spreadsheet_saves_is_read_as_well():
    saved = "\ufeffUsername;Roles\r\nanna;Workers\r\n;\r\n"
    assert read(saved) == [("anna", "", ("Workers",))]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "names the columns"),
        ("username\nanna\n", "names the columns"),
        ("username,roles,roles\nanna,Workers,Workers\n", "names the columns"),
        ("username,roles,password\nanna,Workers,x\n", "names the columns"),
        ("username,roles\n", "holds no account"),
        ("username,roles\nanna\n", "Line 2: it has more or fewer cells"),
        ("username,roles\nanna,Workers,x\n", "Line 2: it has more or fewer cells"),
        ("username,roles\nanna,\n", "Line 2: roles are"),
        ("username,roles\nanna,Administrators\n", "Line 2: roles are"),
        ("username,roles\nan na,Workers\n", "Line 2:"),
        ("username,roles\n,Workers\n", "Line 2:"),
        (f"username,roles\n{'a' * 151},Workers\n", "Line 2:"),
        ("username,roles\nanna,Workers\nAnna,Officers\n", "Line 3: this user name stands in the list twice"),
        ("username,roles\n=cmd|' /C calc'!A0,Workers\n", "begins like a formula"),
        ("username,roles\n+anna,Workers\n", "begins like a formula"),
        ("username,roles,last_name\nanna,Workers,@SUM(A1)\n", "begins like a formula"),
        ("username,roles\nan\u202ena,Workers\n", "cannot be seen"),
        ("username,roles\nan\0na,Workers\n", "cannot be seen"),
        ('username,roles\n"anna,Workers\n', "no CSV"),
        ("username,roles\n".encode("utf-16"), "UTF-8"),
        (b"username,roles\n" + b"x" * LARGEST, "over 1 MB"),
        ("username,roles\n" + "a,Workers\n" * 5_000, "over 5000 lines"),
    ],
)
def test_a_list_with_any_fault_is_refused_with_its_line(text, sentence):
    with pytest.raises(ListRefused, match=sentence):
        read(text)


def test_every_fault_is_told_at_once():
    with pytest.raises(ListRefused) as refused:
        read("username,roles\nan na,Workers\nleo,\nmia,Workers\n")
    assert str(refused.value).count("Line ") == 2
